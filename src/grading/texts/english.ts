/** The words of exercises, checks and cards in English. Hints have 20 to 60 words: they point, and never show the answer. */
import type { Texts } from ".";

/** Sentences about what a check saw. */
export const findings = {
  // Any exercise
  unexaminable: "Looking at it ended in an error: {error}",
  promise: "`{name}` is a Promise: its value is not there yet. Write `await` before the call that gives it.",
  misspelt:
    "There is no `{name}` among the values; there is `{given}`. Is that the one? Then call it `{name}`.",
  notATensor: "`{name}` is not a tensor.",
  disposed: "`{name}` was disposed; its numbers are gone.",
  notAModel: "`{name}` is not a tf.Sequential or tf.LayersModel.",
  notAHistory: "`history` is not what fit returns: it needs `epoch` and `history`.",
  innerHistory:
    "`history` holds the record alone. Keep the whole object that fit returns; the record is its `history.history`.",
  // Images
  imagesShape: "`xTrain` has the shape [{shape}].",
  imagesScaledTwice: "The brightest pixel of `xTrain` is {high}: the images were divided by 255 twice.",
  imagesRange: "The values of `xTrain` run from {low} to {high}.",
  imagesUnknown: "{count} of the {all} images in `xTrain` are not training images of the dataset.",
  // Model
  convolutions: "It has {count} of them.",
  convolutionsUnused: "It has {count} of them, and the output depends on {used}.",
  shapes: "It takes [{input}] and gives [{output}].",
  sums: "The ten outputs for one image add up to {sum}.",
  // History
  tooFewEpochs: "The history holds {count} of 10 epochs.",
  missingLogs: "The history lacks {missing}; it has {present}.",
  brokenLogs: "`{name}` in the history has a value missing, or one that is not a finite number.",
  lossRose: "The loss was {first} in the first epoch and {last} in the last.",
  oneEpoch: "There is one epoch, and nothing to compare it with.",
  notSeen:
    "Nobody has seen the training that `history` tells of: `fit` was not called on this model, or its record was changed afterwards.",
  notTrained: "An epoch of the history took no step on any image.",
  trainingDiffers:
    "The history says {name} {claimed} for an epoch. The weights before and after it give {before} and {after}.",
  notValidated: "The training had no validation data.",
  validatedOnTrained: "{count} of the {all} images for validation were trained on in the same epoch.",
  validatedOnOthers: "{count} of the images for validation are not from the dataset.",
  validationDiffers:
    "The history says {name} {claimed} for an epoch. Its weights give {measured} on the same images.",
  weightsFromElsewhere: "Its weights do not come from the training in this notebook.",
  trainedByFit: "`model` was trained by `fit` or `trainOnBatch`, and the task asks for a loop.",
  trainedOnTest:
    "It was trained on {count} of the test images: they say nothing about how it does on new ones.",
  // Callbacks
  notEarlyStopping: "`early` is not one of callbacks.EarlyStopping.",
  watchesTraining: "It watches `{monitor}`, which is measured on what the network trains on.",
  noPatience: "It has no patience: the first epoch that is no better ends the training.",
  notAttached: "`early` was not among the callbacks of the training.",
  tooPatient: "Its patience is {patience}, and the training was allowed {epochs} epochs: it could never act.",
  stoppedOtherwise:
    "By its rule `early` ends this training after {expected} epochs. It ended after {epochs}.",
  stopped: "Training ended after {epochs} epochs.",
  notStopped: "Training ended after {epochs} epochs, not by `early`; {asked} were to be allowed.",
  noDecay: "Neither the optimizer nor a callback changes the learning rate.",
  rateFell: "From {first} to {last}.",
  rateStayed: "It was {first} at first and {last} at the end.",
  notSaved: "No file in the notebook's folder holds the weights of `best`.",
  bestIsAnother:
    "The epoch with the smallest validation loss is {best}. The weights of `best` are not those.",
  bestIsModel: "`best` is `model` itself, and not read from the file.",
  bestFound: "Its validation loss is {loss}, the smallest of the history is {smallest}.",
  notTheBest: "Its validation loss is {loss}, the smallest of the history is {smallest}.",
  // A loop by hand
  stepNotAFunction: "`step` is not a function.",
  stepGivesNoLoss: "On a batch of images `step` gave no number that is a loss.",
  stepMovesNothing: "On a batch of images `step` gave a loss, and all weights stayed as they were.",
  stepCannotBeRun:
    "`step` waits in the middle of its work, and could not be tried out. Let it return a tensor, without `await` inside.",
  stepLossDiffers:
    "On a batch of images `step` gave a loss of {found}. The cross-entropy of the predictions is {expected}.",
  stepGoesElsewhere: "`step` moves the weights, but not along the gradient of this loss.",
  stepIsEager: "`step` runs operation by operation.",
  lossesNotNumbers: "`epochLoss` holds something that is not a finite number.",
  tooFewLosses: "`epochLoss` holds {count} of 10 numbers.",
  lossesUnseen: "Nobody has seen the updates that these losses tell of: {updates} were made.",
  lossesDiffer:
    "The loss of epoch {epoch} is given as {claimed}. The weights of that time give {low} to {high}.",
  lossFell: "From {first} to {last}.",
  fittedIsModel: "`fitted` is `model` itself, which your loop has trained.",
  fittedDiffers: "`model` has {own} weights and `fitted` has {other}.",
  // Scores
  accuracy: "{accuracy} on {count} {images}; {bar} is asked for.",
  scoresAreList:
    "`scores` is a list. The task wants an object with `loss` and `accuracy`, as `evaluate` gives it.",
  scoresWithout: "`scores.{name}` is the accuracy of `{model}`, which is not there.",
  scoresMissing: "`scores` has no number named `{name}`.",
  scoresDiffer: "`scores.{name}` is {recorded}; the model gives {measured} on the {count} test images.",
};

export const english: Texts = {
  findings,
  points: "{points} of {maximum} points",
  notAttempted: "not attempted yet",
  hint: "Hint",
  solution: "See one solution: `{command}`",
  exercises: {
    "exercise-1": {
      title: "Exercise 1: A network that knows clothes",
      checks: {
        images: {
          title: "The images are ready for a convolution",
          hint:
            "A convolution reads height, width and channels. Your images have height and width; a grey picture has " +
            "one channel, and even a single channel needs its own axis. And a pixel should be a small number: " +
            "how bright can it be at most, and what makes that 1?",
        },
        convolutions: {
          title: "The model has at least two convolution layers",
          hint:
            "One convolution sees edges. A second one after it sees shapes made of edges: a collar, a heel. " +
            "Stack them as the lesson on building a model does, and count their rows in the summary.",
        },
        outputs: {
          title: "It takes 28×28 grey images and gives ten probabilities",
          hint:
            "Compare the two ends of your summary with the task: what comes in, and how many kinds of garment come " +
            "out? Probabilities are never negative and add up to 1. One activation, made for the last layer, turns " +
            "any numbers into such.",
        },
        compiled: {
          title: "The model is compiled",
          hint:
            "Before it can learn, a model must know how to change its weights, what counts as a mistake, and what " +
            "to report to you. One call tells it all three. It comes after the last layer and before the training.",
        },
        epochs: {
          title: "Loss and accuracy are recorded for 10 epochs",
          hint:
            "What fit returns holds one number an epoch for everything it watched: keep it in `history`. Too few " +
            "epochs? Look at the options of fit. No accuracy? Look at what you asked the model to report when you " +
            "compiled it.",
        },
        learning: {
          title: "The loss falls from the first epoch to the last",
          hint:
            "A loss that does not fall means that nothing is learned. Draw the history and look at it. Do the labels " +
            "belong to these images? Are the pixels small numbers? Is the loss one for labels that are plain class " +
            "numbers?",
        },
        validation: {
          title: "Validation is recorded in every epoch",
          hint:
            "Only images that are not trained on can tell learning from memorising. A pair of such images and labels " +
            "is ready in this notebook. The lesson on fitting names the option of fit that takes it.",
        },
        accuracy: {
          title: "It recognises images that it has never seen",
          hint:
            "The check asked your model about the test images, scaled to 0…1. Did all 10 epochs run on images " +
            "prepared like that? If accuracy is low in training too, give the model more filters or units. If it is " +
            "high there and low here, the model memorises.",
        },
        recorded: {
          title: "The recorded loss and accuracy are the model's own",
          hint:
            "Evaluate after the training, on all test images and their labels, prepared as the training images were, " +
            "and keep the result in `scores`. Did you train again or rebuild the model since? Then evaluate again: " +
            "the numbers belong to the model before.",
        },
      },
    },
    "exercise-2": {
      title: "Exercise 2: Training that knows when to stop",
      checks: {
        convolutions: {
          title: "The model has at least two convolution layers",
          hint:
            "It is the network of the first exercise, or one of your own that is like it. One convolution sees edges, a " +
            "second one after it sees shapes. Count their rows in the summary.",
        },
        outputs: {
          title: "It takes 28×28 grey images and gives ten probabilities",
          hint:
            "Compare the two ends of your summary with the task: what comes in, and how many kinds of garment come " +
            "out? One activation, made for the last layer, turns any numbers into probabilities.",
        },
        decay: {
          title: "The learning rate falls while it trains",
          hint:
            "There are two ways. A schedule is given to the optimizer instead of a number, and acts with every step. " +
            "Or a callback changes the rate between epochs: by plan, or when nothing gets better. Did it act at all?",
        },
        stopping: {
          title: "A callback stops when validation no longer improves",
          hint:
            "The loss of training falls to the end, so it cannot tell when to stop. Watch something whose name " +
            "begins with val. And give it some patience: one worse epoch may be chance.",
        },
        stopped: {
          title: "It ended the training, or twenty epochs were trained",
          hint:
            "Allow more epochs than you expect to need, and hand the callback to fit together with the others, as a " +
            "list. Keep what fit returns in the history, and do not train again with other callbacks afterwards.",
        },
        checkpoint: {
          title: "The best model was kept in a file and loaded again",
          hint:
            "The callback that saves has an option for saving only what is better than all before. When training is " +
            "over, read that file, and keep what you get: it is the model of the best epoch, not of the last.",
        },
        accuracy: {
          title: "The best model recognises images that it has never seen",
          hint:
            "The check asked your best model about the test images, scaled to 0…1. Did it train long enough before it " +
            "stopped? A rate that falls too fast ends the learning too soon; so does too little patience.",
        },
        recorded: {
          title: "The recorded loss and accuracy are those of the best model",
          hint:
            "Evaluate what you read from the file, not the model that you trained, on all test images and their " +
            "labels, prepared as the training images were. Did you train again since? Then read and evaluate again.",
        },
      },
    },
    "exercise-3": {
      title: "Exercise 3: A training loop by hand",
      checks: {
        convolutions: {
          title: "The model has at least two convolution layers",
          hint:
            "It is the network of the first exercise, or one of your own that is like it. One convolution sees edges, a " +
            "second one after it sees shapes. The function that builds it has to return it, too.",
        },
        outputs: {
          title: "It takes 28×28 grey images and gives ten probabilities",
          hint:
            "Compare the two ends of your summary with the task: what comes in, and how many kinds of garment come " +
            "out? One activation, made for the last layer, turns any numbers into probabilities.",
        },
        step: {
          title: "A step gives the loss, and moves the weights",
          hint:
            "The check handed your step a batch of images and labels. It has four things to do: predict, measure, ask " +
            "for the gradients, apply them. Then it returns what it measured. Is the optimizer given the gradients, and " +
            "are they those of this model?",
        },
        graph: {
          title: "The step runs as a graph",
          hint:
            "As a plain function it runs one operation after the other. One wrapper around it has TensorFlow run them all " +
            "at once; lesson 7 is about that word.",
        },
        epochs: {
          title: "The loss of ten epochs is recorded, and falls",
          hint:
            "One number for each walk through the data: the average of the losses of its steps. A metric can average. If " +
            "it does not fall, look at the learning rate, and at whether labels and images belong together.",
        },
        accuracy: {
          title: "It recognises images that it has never seen",
          hint:
            "The check asked your model about the test images, scaled to 0…1. Did all ten epochs run, on all batches, " +
            "and were the samples mixed? If the loss is still high, give it more epochs or a larger learning rate.",
        },
        fitted: {
          title: "The same network is trained by fit",
          hint:
            "Build a second model with the same function, so that it starts from fresh weights. Compile it, train it for as many epochs " +
            "with fit, and keep what fit returns. The model of your loop stays as it is.",
        },
        scores: {
          title: "Both accuracies are recorded",
          hint:
            "Ask both models about all test images, prepared as the training images were, and keep the two accuracies " +
            "under the names that the task gives. Evaluating needs a compiled model; compiling changes no weight.",
        },
      },
    },
  },
};
