/** Names in logs. Those that occur twice are told apart as Keras does: a number after the name, `weighted_` before it. */
export class LogNames {
  private readonly uses = new Map<string, number>();

  next(prefix: string, metricName: string, isWeighted: boolean): string {
    const plain = prefix + metricName;
    const name = isWeighted && this.uses.has(plain) ? `${prefix}weighted_${metricName}` : plain;
    const uses = this.uses.get(name) ?? 0;
    this.uses.set(name, uses + 1);
    return uses === 0 ? name : `${name}_${uses}`;
  }
}
