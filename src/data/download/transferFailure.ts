/** Failures of a mirror or the network, in words that a learner can act on. */

/** Not reached at all; reached, but does not give the file; or broken off, so that another try may go on. */
export type TransferFailureKind = "unreachable" | "refused" | "broken";

/** One connection that did not bring the file. */
export class TransferFailure extends Error {
  constructor(
    message: string,
    readonly kind: TransferFailureKind,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

const unreachable: Record<string, string> = {
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found, the name server does not answer",
  ECONNREFUSED: "connection refused",
  ENETUNREACH: "network unreachable",
  EHOSTUNREACH: "host unreachable",
  ETIMEDOUT: "no answer",
  UND_ERR_CONNECT_TIMEOUT: "no answer",
};

const broken: Record<string, string> = {
  ECONNRESET: "connection reset",
  EPIPE: "connection closed",
  UND_ERR_SOCKET: "connection closed early",
};

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** The failure behind an error of undici or of a socket. */
export function transferFailure(error: unknown): TransferFailure {
  if (error instanceof TransferFailure) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  if (certificateCodes.test(code)) {
    const advice = "behind a proxy that replaces certificates, set NODE_EXTRA_CA_CERTS";
    return new TransferFailure(`certificate not trusted (${code}; ${advice})`, "refused", options);
  }
  if (code in unreachable)
    return new TransferFailure(`${unreachable[code]} (${code})`, "unreachable", options);
  if (code in broken) return new TransferFailure(`${broken[code]} (${code})`, "broken", options);
  return new TransferFailure(code ? `${message} (${code})` : message, "refused", options);
}
