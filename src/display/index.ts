/** Drawing in a notebook: the display symbol, MIME bundles, `display`. Depends on nothing; any room may use it. */
export { bundleOf } from "./bundleOf";
export {
  Comm,
  CommError,
  type CommHandler,
  type CommPacket,
  comm,
  installCommSink,
  receiveCommPacket,
} from "./comms";
export {
  type ClearOutputOptions,
  clearOutput,
  type DisplayHandle,
  type DisplayOptions,
  display,
  displayable,
  type PictureOptions,
} from "./display";
export { escapeMarkup } from "./escapeMarkup";
export { type Image, imageBundle } from "./imageBundle";
export {
  type Displayable,
  displaySymbol,
  isDisplayable,
  type MimeBundle,
  type MimeMetadata,
  metadataOf,
  toWire,
  withMetadata,
} from "./mimeBundle";
export {
  type DisplayMessage,
  type DisplaySink,
  drawingCell,
  hasNotebook,
  hold,
  installDisplaySink,
  isStockTslab,
} from "./sink";
export { isTensor, plainText, type TensorLike, tableBundle, tableOf, tensorText } from "./values";
