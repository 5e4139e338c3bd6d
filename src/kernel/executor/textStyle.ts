/** The ANSI codes of tracebacks. They are relative to the reader's theme: no colour that vanishes on light or dark. */
const styled = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const bold = styled(1, 22);
export const dim = styled(2, 22);
export const red = (text: string) => styled(31, 39)(bold(text));
