/**
 * Downloads one file: from the first mirror that gives the right bytes, to a temporary file, which becomes the
 * target only when it has been verified. What a connection that broke off had brought is kept and gone on from.
 */
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { DatasetFileError, DownloadError } from "../errors";
import type { DownloadPatience } from "./downloadPatience";
import { claimPartFile, sizeOf } from "./partFile";
import { proxyAgent } from "./proxyAgent";
import { type TransferProgress, transfer } from "./transfer";
import { TransferFailure } from "./transferFailure";

/** A file to download, and the check that it must pass. */
export interface DownloadRequest {
  /** The file's address on each mirror, in the order to try. */
  urls: readonly string[];
  /** Where the file belongs. */
  target: string;
  /** A file longer than this is certainly wrong. */
  maximumBytes: number;
  /** Rejects with a DatasetFileError when the file at this path is not the wanted one. */
  verify: (file: string) => Promise<unknown>;
}

/** How patient a download is, and whom it tells. */
export interface DownloadOptions extends DownloadPatience {
  /** Called when a mirror answers, and with every chunk. */
  onProgress?: (progress: TransferProgress & { url: string }) => void;
}

/** Connections to one mirror that may break off before the next mirror is tried. */
const attemptsPerMirror = 8;
/** How many of them in a row may have brought nothing. */
const fruitlessAttempts = 2;

/**
 * Downloads a file to `target`.
 *
 * @returns the address that it came from
 * @throws DownloadError saying what each mirror did, when none gave the right file, or that it cannot be written
 */
export async function download(
  { urls, target, maximumBytes, verify }: DownloadRequest,
  { answerWithinMs = 15_000, idleAfterMs = 30_000, onProgress }: DownloadOptions = {},
): Promise<string> {
  const failures = new Map<string, TransferFailure>();
  const agent = proxyAgent();
  const options = { agent, maximumBytes, answerWithinMs, idleAfterMs };
  try {
    await mkdir(path.dirname(target), { recursive: true });
    const part = await claimPartFile(target);
    for (const url of urls) {
      let fruitless = 0;
      for (let attempt = 1; attempt <= attemptsPerMirror; attempt++) {
        const had = await sizeOf(part);
        try {
          await transfer(url, part, {
            ...options,
            onProgress: (progress) => onProgress?.({ ...progress, url }),
          });
          await verify(part);
          await rename(part, target);
          return url;
        } catch (error) {
          const failure = failureOf(error);
          failures.set(url, failure);
          if (error instanceof DatasetFileError) {
            await rm(part, { force: true });
            // Bytes kept from an earlier connection may be the wrong ones: then this mirror is asked for the whole.
            if (had > 0) continue;
          }
          fruitless = (await sizeOf(part)) > had ? 0 : fruitless + 1;
          if (failure.kind !== "broken" || fruitless === fruitlessAttempts) break;
        }
      }
    }
  } catch (error) {
    throw writeError(error, target);
  } finally {
    await agent.destroy();
  }
  throw downloadError(path.basename(target), failures);
}

/** The failure of a mirror; an error of the disk is not one, and is rethrown. */
function failureOf(error: unknown): TransferFailure {
  if (error instanceof TransferFailure) return error;
  if (error instanceof DatasetFileError)
    return new TransferFailure(`wrong bytes: ${error.problem}`, "refused");
  throw error;
}

function downloadError(name: string, failures: Map<string, TransferFailure>): DownloadError {
  const lines = [...failures].map(([url, failure]) => `\n  ${url}: ${failure.message}`);
  const [first] = failures.values();
  const isOffline = [...failures.values()].every((failure) => failure.kind === "unreachable");
  const telling = [...failures.values()].find((failure) => failure.kind !== "unreachable") ?? first;
  const reason = `${isOffline ? "no network" : "download failed"}: ${telling?.message ?? "no mirror is known"}`;
  return new DownloadError(`${name} could not be downloaded:${lines.join("")}`, reason, {
    cure: isOffline ? "check the network; behind a proxy set HTTP_PROXY and HTTPS_PROXY" : "try again later",
  });
}

/** The error of a disk that cannot be written to; any other error as it is. */
function writeError(error: unknown, target: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const folder = path.dirname(target);
  return new DownloadError(
    `${path.basename(target)} could not be written: ${message}`,
    `cannot write (${code})`,
    {
      cure: `make room or rights in ${folder}, or set TRAINBOOK_CACHE to another folder`,
      cause: error,
    },
  );
}
