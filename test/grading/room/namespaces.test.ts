/** Namespaces around a command: what it can reach, where the system offers them. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { offersNamespaces, withinNamespaces } from "../../../src/grading/room/namespaces";
import { temporaryFolder } from "../../cli/temporaryFolder";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
for (const name of ["room", "others/kept", "others/secret"]) mkdirSync(at(name), { recursive: true });
writeFileSync(at("others/secret/file"), "secret");
writeFileSync(at("others/kept/file"), "kept");

function run(command: string, { hasNetwork = false } = {}): string {
  const within = withinNamespaces({
    writable: [at("room")],
    hidden: [at("others")],
    shown: [at("others/kept")],
    hasNetwork,
  });
  const [program = "", ...args] = [...within, "sh", "-c", command];
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

const describeThere = offersNamespaces() ? describe : describe.skip;

describeThere("in namespaces a command", () => {
  test("writes to its room and nowhere else", () => {
    const outside = at("outside");
    expect(run(`echo mine > ${at("room")}/file; touch ${outside}; touch /tmp/outside; echo done`)).toBe(
      "done",
    );
    expect(readFileSync(at("room/file"), "utf8")).toBe("mine\n");
    expect(existsSync(outside)).toBe(false);
  });

  test("sees of a hidden folder what is shown, and that alone", () => {
    expect(run(`ls ${at("others")}; cat ${at("others")}/kept/file`)).toBe("kept\nkept");
  });

  test("sees no processes but its own", () => {
    expect(Number(run("ls /proc | grep -c '^[0-9]'"))).toBeLessThan(10);
  });

  test("has a loopback of its own, and no other network", () => {
    expect(run("tail -n +3 /proc/net/dev | wc -l")).toBe("1");
  });

  test("cannot make a read-only file system writable again, nor in namespaces of its own", () => {
    const again = `mount -o remount,rw,bind ${folder}; touch ${at("again")}`;
    run(`${again}; unshare -rm sh -c '${again}'; true`);
    expect(existsSync(at("again"))).toBe(false);
  });

  test("leaves nothing running", () => {
    run(`setsid sh -c 'sleep 1; touch ${at("room")}/late' & true`);
    spawnSync("sleep", ["1.5"]);
    expect(existsSync(at("room/late"))).toBe(false);
  });

  test("gives its exit code", () => {
    const [program = "", ...args] = withinNamespaces({
      writable: [],
      hidden: [],
      shown: [],
      hasNetwork: false,
    });
    expect(spawnSync(program, [...args, "sh", "-c", "exit 7"]).status).toBe(7);
  });
});
