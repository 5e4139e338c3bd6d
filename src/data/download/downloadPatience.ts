/** How patient a download is. Apart from the download itself, so that public types do not bring undici's with them. */
export interface DownloadPatience {
  /** Milliseconds until a mirror must have begun to answer. Defaults to 15,000. */
  answerWithinMs?: number;
  /** Milliseconds without a byte after which a connection is given up. Defaults to 30,000. */
  idleAfterMs?: number;
}
