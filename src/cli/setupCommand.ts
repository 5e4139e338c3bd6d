/** `trainbook setup`: what `npm start` does before JupyterLab. */
import { Command } from "commander";
import { environmentFolder } from "../engine";
import { missingWheelNotice, setUp } from "./setup";

export function setupCommand(): Command {
  return new Command("setup")
    .summary("set up whatever is missing")
    .description(
      "Sets up whatever is missing: the Python environment, TensorFlow's library, the notebook kernel.",
    )
    .option("--tests", "also what the tests need")
    .option("--repair", "reinstall every Python package")
    .action(async (options: { tests?: boolean; repair?: boolean }) => {
      await setUp(options);
      const notice = missingWheelNotice();
      if (notice) console.log(notice);
      console.log(`Everything is in place (${environmentFolder()}).`);
    });
}
