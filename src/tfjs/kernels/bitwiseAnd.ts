/** The bits that two whole numbers share. */
import { operation } from "../operation";
import { addKernel } from "./kernel";

addKernel("BitwiseAnd", ({ inputs: { a, b } }) => operation("BitwiseAnd", [a, b] as never));
