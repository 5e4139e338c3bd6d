/** Drawing in a notebook: the display symbol, MIME bundles, `display`. Depends on nothing; any room may use it. */
export {
  bundleOf,
  type DisplayHandle,
  type DisplayOptions,
  display,
  displayable,
  type PictureOptions,
} from "./display";
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
export { plainText } from "./plainText";
export { type DisplayMessage, type DisplaySink, hasNotebook, installDisplaySink } from "./sink";
