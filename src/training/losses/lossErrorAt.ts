import { LossError } from "./loss";

/** The error with the place before its words, such as `fit: output "b"`. */
export function lossErrorAt(place: string, { message, cure }: LossError): LossError {
  const words = cure === undefined ? message : message.slice(0, message.lastIndexOf("\n"));
  return new LossError(`${place}: ${words}`, { cure });
}
