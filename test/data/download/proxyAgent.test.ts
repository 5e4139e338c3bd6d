import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dataset, expectComplete, failureOf, fetchTo, keepTestsApart, mirrorOf } from "../fetching";
import { newFolder } from "../smallDataset";

keepTestsApart();

describe("fetchDataset behind a proxy", () => {
  it("sends plain http through the proxy of HTTP_PROXY, without a tunnel", async () => {
    const proxy = await mirrorOf(dataset.files);
    process.env.HTTP_PROXY = proxy.url;
    const folder = newFolder();
    await fetchTo(folder, ["http://mirror.invalid/"]);
    expectComplete(folder);
  });

  it("takes a proxy named without a scheme", async () => {
    const proxy = await mirrorOf(dataset.files);
    process.env.http_proxy = proxy.host;
    const folder = newFolder();
    await fetchTo(folder, ["http://mirror.invalid/"]);
    expectComplete(folder);
  });

  it("tunnels https through the proxy of HTTPS_PROXY", async () => {
    const tunnels: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on("connect", (request, socket) => {
      tunnels.push(request.url);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const error = await failureOf(fetchTo(newFolder(), ["https://mirror.invalid/"]));
    proxy.close();
    expect(tunnels).toEqual(["mirror.invalid:443"]);
    expect(error.reason).toMatch(/403/);
  });

  it("goes past the proxy to the hosts of NO_PROXY", async () => {
    const mirror = await mirrorOf(dataset.files);
    process.env.HTTP_PROXY = "http://127.0.0.1:9";
    process.env.NO_PROXY = "127.0.0.1";
    const folder = newFolder();
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
  });

  it("names the variable that names no usable proxy", async () => {
    process.env.HTTPS_PROXY = "socks5://127.0.0.1:1080";
    const error = await failureOf(fetchTo(newFolder(), ["https://mirror.invalid/"]));
    expect(error.message).toMatch(/^HTTPS_PROXY names no usable proxy: found socks5:/);
  });
});
