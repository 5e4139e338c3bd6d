import { TracingError } from "../../graph";

/** Thrown where a layer has made weights when it was called: a graph without their gradients would never train them. */
export class WeightsMadeInCall extends TracingError {
  constructor() {
    super("a layer makes weights each time it is called.", { cure: "make them in its build(inputShape)" });
  }
}
