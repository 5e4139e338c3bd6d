/** Findings in English. */

/** Sentences about what a check saw. An honest learner may get each of them, after training again, for instance. */
export const findings = {
  // Any exercise
  unexaminable: "Looking at it ended in an error: {error}",
  promise: "`{name}` is a Promise: its value is not there yet. Write `await` before the call that gives it.",
  misspelt:
    "The check asks for `{name}` and got `{given}` instead. If that is the one, pass it under the name `{name}`.",
  notATensor: "`{name}` is not a tensor.",
  disposed:
    "`{name}` was freed, so its numbers are gone. Run the cell that makes it again, and keep it until the check has run.",
  notAModel: "`{name}` is not a model. `tf.sequential` makes one, and `loadModel` reads one from a file.",
  notAHistory: "`history` is not what `fit` returns: an object that holds `epoch` and `history`.",
  innerHistory:
    "`history` holds the lists of numbers alone. Keep the whole object that `fit` returns; these lists are its `history.history`.",
  // Images
  imagesShape: "The shape of `xTrain` is [{shape}]; [n, 28, 28, 1] is asked for.",
  imagesScaledTwice:
    "The brightest pixel of `xTrain` is {high}, as if the images had been divided by 255 twice.",
  imagesRange: "The values of `xTrain` run from {low} to {high}; they should run from 0 to 1.",
  imagesUnknown:
    "{count} of the {all} images in `xTrain` are not among the training images of the dataset. Reshape and scale those that `loadData` gives, and change nothing else in them.",
  // Model
  convolutions: "Convolution layers so far: {count}.",
  convolutionsUnused:
    "There are {count}, but the answers depend on only {used} of them. Each should lie on the way from the images to the last layer.",
  shapes: "It takes [{input}] and gives [{output}], where n is any number of images.",
  sums: "The ten outputs for one image add up to {sum}; probabilities add up to 1.",
  // History
  tooFewEpochs: "`history` holds {count} of 10 epochs.",
  missingLogs: "`history` lacks {missing}; it holds {present}.",
  brokenLogs:
    "`{name}` in `history` should hold one number for each epoch. There are more or fewer, or one is NaN (not a number) or infinite.",
  lossRose:
    "The loss was {first} in the first epoch and {last} in the last; it should be smaller at the end.",
  oneEpoch: "There is only one epoch so far, too few to see whether the loss falls.",
  notSeen:
    "No training of this model gave the numbers in `history`. Keep what `fit` returns as it is, and train once more if you have built the model again.",
  notTrained:
    "For one epoch in `history`, no training on the images of the dataset was found. Train on those that `loadData` gives.",
  trainingDiffers:
    "For one epoch `history` gives `{name}` as {claimed}. Measured again, it is {before} before that epoch and {after} after it, and the number should lie near these. Keep what `fit` returns as it is, and train on the labels that belong to the images.",
  notValidated:
    "This training had no images for validation. Give `fit` some that the network does not train on.",
  validatedOnTrained:
    "{count} of the {all} images for validation were trained on as well. Validate on images that the network does not learn from.",
  validatedOnTest:
    "{count} of the {all} images for validation are test images. Keep those for the end: validate on `xVal`, and train again.",
  validatedOnOthers:
    "{count} of the images for validation did not come from the dataset. Use some that `loadData` gives.",
  validationDiffers:
    "For one epoch `history` gives `{name}` as {claimed}. The network of that epoch, measured again on the same images, gives {measured}. Keep what `fit` returns as it is, and validate with the labels that belong to the images.",
  weightsFromElsewhere:
    "These weights do not come from a training in this notebook. Train the model here; weights from an earlier run don't count.",
  trainedByFit:
    "`model` was trained by `fit` or a method like it. Here your own loop should train it, and `fit` should train `fitted`.",
  trainedOnTest:
    "The network has trained on {count} of the test images, so they no longer show how it does on something new. Build it again, and train it on training images only.",
  // Callbacks
  notEarlyStopping: "`early` should be a `callbacks.EarlyStopping`.",
  watchesTraining: "It watches `{monitor}`, which is measured on the images that the network learns from.",
  noPatience: "It has no patience: the first epoch without an improvement ends the training.",
  notAttached:
    "`early` was not among the callbacks of this training. Pass it to `fit`; if you make a new one, train again with it.",
  tooPatient:
    "It waits {patience} epochs, and {epochs} were allowed, so it could never act. Give it less patience, or allow more epochs.",
  stoppedByOther:
    "Training ended after {epochs} epochs, and `early` had no reason yet to end it. Did something else stop it, or were fewer epochs allowed?",
  stoppedOtherwise:
    "By its rule, `early` would end this training after {expected} epochs; it ended after {epochs}. Did something else stop it? Train again, and let `early` decide.",
  stopped: "Training ended after {epochs} epochs.",
  notStopped:
    "Training ended after {epochs} epochs, and not because of `early`. Allow {asked}, and let `early` end it sooner.",
  noDecay: "Nothing has changed the learning rate, neither a schedule nor a callback.",
  rateFell: "It fell from {first} to {last}.",
  rateStayed: "It was {first} at first and {last} at the end.",
  notSaved:
    "No model file in the folder of this notebook holds the weights of `best`. Let the callback write one there, and load it.",
  bestIsAnother:
    "The validation loss was smallest in epoch {best}, and `best` has other weights. If you have trained again, load the file again.",
  bestIsModel: "`best` is `model` itself. Load it from the file that the callback wrote.",
  bestFound: "Its validation loss is {loss}; the smallest in `history` is {smallest}.",
  notTheBest:
    "Its validation loss is {loss}, and the smallest in `history` is {smallest}. If you have trained again, load the file again.",
  // A loop by hand
  stepNotAFunction: "`step` is not a function.",
  stepGivesNoLoss:
    "For a batch of images, `step` gave nothing that is a loss: one number, neither NaN nor infinite.",
  stepMovesNothing: "`step` was given a batch of images, and all weights of `model` stayed as they were.",
  stepMovesFew:
    "`step` changed {moved} of the {all} weights of `model` that its loss depends on. Does the optimizer get the gradients of all `model.trainableWeights`?",
  stepCannotBeRun:
    "The check could not try out `step` on a batch of images. Do without `await` and `dataSync` inside it, and let it return the loss as a tensor.",
  stepLossDiffers:
    "For a batch of images, `step` gave a loss of {found}; the cross-entropy of the model's answers is {expected}. Does it predict with `model`, and compare with the labels that it was given?",
  stepGoesElsewhere:
    "`step` changes the weights, but not in the direction that makes its loss smaller. Does the optimizer get the gradients of that loss?",
  stepIsEager: "`step` is not a graph yet: it runs one operation after the other.",
  lossesNotNumbers: "One of the values in `epochLoss` is not a number, or it is NaN or infinite.",
  tooFewLosses: "`epochLoss` holds {count} of 10 numbers.",
  lossesUnseen:
    "For the losses in `epochLoss`, `model` has taken too few steps: {updates}. Take a step with every batch; if you have built `model` again, run the loop again.",
  lossesDiffer:
    "`epochLoss` gives {claimed} for epoch {epoch}. Measured again with the weights of that time, a number from {low} to {high} is expected. Does it average the losses of that epoch alone?",
  lossFell: "It fell from {first} to {last}.",
  fittedIsModel:
    "`fitted` is the network that your loop has trained, or shares its weights. Build a second one.",
  fittedDiffers: "`model` has {own} parameters and `fitted` has {other}. Build both with the same function.",
  // Scores
  accuracy: "Its accuracy is {accuracy} on {count} test images; {bar} is asked for.",
  accuracyOnDrawn: "Its accuracy is {accuracy} on {count} drawn test images; {bar} is asked for.",
  seconds: "An epoch took {loop} s in your loop and {fit} s in `fit`.",
  scoresAreList:
    "`scores` is a list. Keep the object that `evaluate` returns: it holds `loss` and `accuracy` by name.",
  scoresWithout: "`scores.{name}` should be the accuracy of `{model}`, and there is no `{model}` yet.",
  scoresMissing: "`scores` holds no number named `{name}`.",
  scoresDiffer: "`scores.{name}` is {recorded}; on the {count} test images the model gives another number.",
};

/** The name of a sentence about what a check saw. */
export type FindingName = keyof typeof findings;
