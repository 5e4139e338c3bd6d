/** The executor's process. Started by ExecutorProcess; all that it does is done in the kernel's own realm. */
import path from "node:path";
import { loadInOwnRealm } from "./ownRealm";

loadInOwnRealm(path.join(__dirname, "executor.js"));
