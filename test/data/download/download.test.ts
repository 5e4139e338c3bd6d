/** Every way in which a mirror may fail, seen through fetchDataset. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  dataset,
  expectComplete,
  failureOf,
  fetchTo,
  keepTestsApart,
  mirrorOf,
  mirrorThatIsDown,
  mirrorWithImages,
  trainImages,
  trainLabels,
} from "../fetching";
import { type Answer, cutOffAfter, honest, notFound, stallAfter } from "../mirrorServer";
import { newFolder, smallDataset, writeFiles } from "../smallDataset";

keepTestsApart();

describe("a download with a mirror that is down or lacks the file", () => {
  it("goes to the next mirror on 404, and asks that one first for the other files", async () => {
    const empty = await mirrorOf(dataset.files, notFound);
    const good = await mirrorOf(dataset.files);
    const folder = newFolder();
    await fetchTo(folder, [empty.url, good.url]);
    expectComplete(folder);
    expect(empty.asked).toEqual([trainImages]);
  });

  it("says what each mirror answered when all send 404", async () => {
    const one = await mirrorOf(dataset.files, notFound);
    const other = await mirrorOf(dataset.files, notFound);
    const folder = newFolder();
    const error = await failureOf(fetchTo(folder, [one.url, other.url]));
    expect(error.message).toContain(`${trainImages} could not be downloaded:`);
    expect(error.message).toContain(`${one.url}${trainImages}: 404 Not Found`);
    expect(error.message).toContain(`${other.url}${trainImages}: 404 Not Found`);
    expect(error.reason).toBe("download failed: 404 Not Found");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("goes to the next mirror when a connection is refused", async () => {
    const good = await mirrorOf(dataset.files);
    const folder = newFolder();
    await fetchTo(folder, [await mirrorThatIsDown(), good.url]);
    expectComplete(folder);
  });

  it("says that there is no network when no mirror can be reached", async () => {
    const error = await failureOf(fetchTo(newFolder(), [await mirrorThatIsDown()]));
    expect(error.reason).toBe("no network: connection refused (ECONNREFUSED)");
  });

  it("says that a host cannot be found", async () => {
    const error = await failureOf(fetchTo(newFolder(), ["http://no-such-host.invalid/"]));
    expect(error.reason).toMatch(/^no network: (host not found|no answer)/);
  });

  it("gives up a server that takes the connection and never answers", async () => {
    const silent = await mirrorOf(dataset.files, () => {});
    const error = await failureOf(fetchTo(newFolder(), [silent.url], { answerWithinMs: 200 }));
    expect(error.reason).toBe("no network: no answer within 0.2 s");
  });
});

describe("a download with a connection that fails on the way", () => {
  it("goes on from where a connection was cut off", async () => {
    const mirror = await mirrorWithImages((asked, response) =>
      (asked.times === 1 ? cutOffAfter(10_000) : honest)(asked, response),
    );
    const folder = newFolder();
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked.slice(0, 2)).toEqual([trainImages, `${trainImages} from 10000`]);
  });

  it("goes on as long as each connection brings something", async () => {
    const mirror = await mirrorWithImages(cutOffAfter(9_000));
    const folder = newFolder();
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked).toContain(`${trainImages} from 36000`);
  });

  it("stops after eight connections to a mirror that brings next to nothing", async () => {
    const mirror = await mirrorWithImages(cutOffAfter(1));
    const error = await failureOf(fetchTo(newFolder(), [mirror.url]));
    expect(error.reason).toMatch(/^download failed: connection closed early/);
    expect(mirror.asked).toHaveLength(8);
  });

  it("gives up a stalled connection and goes on with what it brought", async () => {
    const mirror = await mirrorWithImages((asked, response) =>
      (asked.times === 1 ? stallAfter(20_000) : honest)(asked, response),
    );
    const folder = newFolder();
    await fetchTo(folder, [mirror.url], { idleAfterMs: 200 });
    expectComplete(folder);
    expect(mirror.asked.slice(0, 2)).toEqual([trainImages, `${trainImages} from 20000`]);
  });

  it("says that a connection stalled, and keeps what it brought for the next run", async () => {
    const stalling = await mirrorWithImages((asked, response) =>
      (asked.times === 1 ? stallAfter(20_000) : stallAfter(0))(asked, response),
    );
    const folder = newFolder();
    const error = await failureOf(fetchTo(folder, [stalling.url], { idleAfterMs: 200 }));
    expect(error.reason).toBe("download failed: stalled for 0.2 s");
    expect(existsSync(path.join(folder, trainImages))).toBe(false);
    const [part] = readdirSync(folder);
    expect(part).toMatch(/^train-images-idx3-ubyte\.gz\.\d+-[0-9a-f]+\.part$/);
    expect(readFileSync(path.join(folder, part as string))).toHaveLength(20_000);
  });

  it("waits for a slow server that keeps sending, and shows the progress", async () => {
    const mirror = await mirrorWithImages(({ bytes }, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      let sent = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(sent, sent + 5_000));
        sent += 5_000;
        if (sent >= bytes.length) {
          clearInterval(timer);
          response.end();
        }
      }, 60);
    });
    const seen = new Set<number>();
    const folder = newFolder();
    // In all the file takes longer than the idle time.
    await fetchTo(folder, [mirror.url], {
      idleAfterMs: 400,
      onProgress: ({ file, receivedBytes }) => file === trainImages && seen.add(receivedBytes),
    });
    expectComplete(folder);
    expect(seen.size).toBeGreaterThan(5);
  });
});

describe("a download with a server that sends something else", () => {
  it("goes to the next mirror when the bytes are wrong, and keeps none of them", async () => {
    const other = smallDataset({ seed: 8 });
    const wrong = await mirrorOf(other.files);
    const good = await mirrorOf(dataset.files);
    const folder = newFolder();
    await fetchTo(folder, [wrong.url, good.url]);
    expectComplete(folder);
  });

  it("names both checksums when every mirror sends wrong bytes, and leaves no file", async () => {
    const other = smallDataset({ seed: 8 });
    const wrong = await mirrorOf(other.files);
    const folder = newFolder();
    const error = await failureOf(fetchTo(folder, [wrong.url]));
    expect(error.reason).toBe(
      `download failed: wrong bytes: damaged: found MD5 ${other.entry.files[0]?.md5}, ` +
        `expected MD5 ${dataset.entry.files[0]?.md5} (unpacked)`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses a page of a captive portal", async () => {
    const portal = await mirrorOf(dataset.files, (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>please log in</html>");
    });
    const error = await failureOf(fetchTo(newFolder(), [portal.url]));
    expect(error.reason).toMatch(/^download failed: wrong bytes: damaged: found MD5/);
  });

  it("never replaces a file in place by a wrong one", async () => {
    const folder = newFolder();
    writeFiles(folder, dataset.files);
    const before = Buffer.from("a damaged file that a learner may want to look at");
    writeFileSync(path.join(folder, trainLabels), before);
    const wrong = await mirrorOf(smallDataset({ seed: 8 }).files);
    await failureOf(fetchTo(folder, [wrong.url]));
    expect(readFileSync(path.join(folder, trainLabels)).equals(before)).toBe(true);
    expect(
      readFileSync(path.join(folder, trainImages)).equals(dataset.files.get(trainImages) as Buffer),
    ).toBe(true);
  });

  it("finds out a Content-Length that is too short for the file", async () => {
    const short = await mirrorWithImages(({ bytes }, response) => {
      response.writeHead(200, { "content-length": 5_000, connection: "close" });
      response.socket?.write(bytes);
      response.socket?.end();
    });
    const folder = newFolder();
    const error = await failureOf(fetchTo(folder, [short.url]));
    expect(error.reason).toMatch(/^download failed: /);
    expect(existsSync(path.join(folder, trainImages))).toBe(false);
  });

  it("takes the file from the next mirror when one claims too short a Content-Length", async () => {
    const short = await mirrorWithImages(({ bytes }, response) => {
      response.writeHead(200, { "content-length": 5_000 }).end(bytes.subarray(0, 5_000));
    });
    const good = await mirrorOf(dataset.files);
    const folder = newFolder();
    await fetchTo(folder, [short.url, good.url]);
    expectComplete(folder);
  });

  it("takes the file although a server claims too long a Content-Length and closes", async () => {
    const long = await mirrorWithImages(({ bytes, from }, response) => {
      if (from !== undefined) return honest({ bytes, from } as Parameters<Answer>[0], response);
      response.writeHead(200, { "content-length": bytes.length + 5_000 });
      response.write(bytes, () => response.destroy());
    });
    const folder = newFolder();
    await fetchTo(folder, [long.url]);
    expectComplete(folder);
  });

  it("stops a server that sends without end", async () => {
    const endless = await mirrorWithImages((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more);
      more();
    });
    const folder = newFolder();
    const error = await failureOf(fetchTo(folder, [endless.url]));
    expect(error.reason).toMatch(/^download failed: wrong bytes: found more than \d+ bytes/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("begins anew with a server that ignores ranges", async () => {
    const mirror = await mirrorWithImages((asked, response) =>
      asked.times === 1
        ? cutOffAfter(10_000)(asked, response)
        : honest({ ...asked, from: undefined }, response),
    );
    const folder = newFolder();
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked.slice(0, 3)).toEqual([trainImages, `${trainImages} from 10000`, trainLabels]);
  });

  it("goes to the next mirror when one answers a range with another range", async () => {
    const mirror = await mirrorWithImages((asked, response) =>
      asked.times === 1
        ? cutOffAfter(10_000)(asked, response)
        : response.writeHead(206, { "content-range": "bytes 5-9/10" }).end("wrong"),
    );
    const good = await mirrorOf(dataset.files);
    const folder = newFolder();
    await fetchTo(folder, [mirror.url, good.url]);
    expectComplete(folder);
    expect(good.asked[0]).toBe(`${trainImages} from 10000`);
  });
});
