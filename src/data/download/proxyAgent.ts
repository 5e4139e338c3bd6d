/**
 * The connections of downloads, over the proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in either case.
 * Node's own fetch heeds these variables only from Node 24 on, and only when asked to.
 */
import { EnvHttpProxyAgent } from "undici";
import { DownloadError } from "../errors";

/**
 * Makes an agent for one download; the caller destroys it.
 *
 * @throws DownloadError when a variable names no proxy that can be used
 */
export function proxyAgent(): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({
    httpProxy: proxyFrom("http_proxy", "HTTP_PROXY"),
    httpsProxy: proxyFrom("https_proxy", "HTTPS_PROXY"),
    // Without a tunnel, plain http goes through as an ordinary request: many proxies refuse CONNECT to port 80.
    proxyTunnel: false,
  });
}

/** The first of the variables that is set, as an address; "" stands for none. */
function proxyFrom(...variables: string[]): string {
  const variable = variables.find((name) => process.env[name]);
  if (variable === undefined) return "";
  const value = process.env[variable] as string;
  // curl and pip take "host:port" without a scheme too.
  const address = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:/.test(address)) return address;
  throw new DownloadError(
    `${variable} names no usable proxy: found ${value}, expected http://HOST:PORT or https://HOST:PORT`,
    `${variable} names no usable proxy`,
    { cure: `set ${variable} to the proxy's address, or unset it` },
  );
}
