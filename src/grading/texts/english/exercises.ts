/**
 * Exercises and their checks in English. Each check has three hints of 15 to 60 words: a question, a pointer to a section of
 * a lesson, and nearly the line, with gaps (…) where the learner has to think.
 */
import type { CheckTexts, Texts } from "../language";

const convolutionsTitle = "The model has at least two convolution layers";
const outputsTitle = "It takes 28×28 grey images and gives ten probabilities";

/** Of a network that exercise 1 has asked for already. */
const convolutionsAgain: CheckTexts = {
  title: convolutionsTitle,
  hints: [
    "The network of exercise 1 fits here as well. One convolution sees edges: what can a second one see, if it looks " +
      "at the answers of the first? How many rows of the summary are convolutions?",
    "Lesson 3 builds such a network layer by layer: “The first layer”, “Pooling”, then “Once more, and deeper”. " +
      "Two convolutions are enough here, as in exercise 1.",
    "Each convolution is a `model.add(tf.layers.conv2d({ filters: …, kernelSize: …, activation: … }))`, and pooling " +
      "follows it. Two are asked for. The first one also says what comes in, with `inputShape`.",
  ],
};

const outputsAgain: CheckTexts = {
  title: outputsTitle,
  hints: [
    "Compare both ends of the summary with exercise 1. What comes in, and how many kinds of garment come out? Which " +
      "activation turns any ten numbers into probabilities?",
    "Lesson 3 says what comes in under “The first layer”, and ends the network under “The decision”. Compare the " +
      "shapes that you see there with yours, from the first row to the last.",
    "The first layer has `inputShape: [28, 28, …]`. The last is a `tf.layers.dense({ units: …, activation: … })` with " +
      "a unit for each class, and with the activation that makes probabilities.",
  ],
};

export const exercises: Texts["exercises"] = {
  "exercise-1": {
    title: "Exercise 1: A network that knows clothes",
    checks: {
      images: {
        title: "The images are ready for a convolution",
        hints: [
          "A convolution reads height, width and channels. How many channels does a grey image have, and does the " +
            "shape of yours say so? And how bright can a pixel be at most: what makes that 1?",
          "Lesson 2 does both to the digits under “Shape and scale”: the images get an axis for the channel, and " +
            "the pixels are scaled. Print the shape, the smallest and the largest value, as that cell does.",
          "Inside `prepare`, one call follows the other: `images.reshape([-1, …, …, …]).div(…)`. The last axis " +
            "counts channels, and the divisor is the value of a white pixel. Keep the result in `images`.",
        ],
      },
      convolutions: {
        title: convolutionsTitle,
        hints: [
          "One convolution sees edges. What can a second one see, if it looks at the answers of the first: a collar, " +
            "a heel? And how many rows of your summary are convolutions?",
          "Lesson 3 builds such a network layer by layer: “The first layer”, “Pooling”, then “Once more, and " +
            "deeper”. Yours may have fewer layers; two of its convolutions are enough.",
          "Each convolution is a `model.add(tf.layers.conv2d({ filters: …, kernelSize: …, activation: … }))`, and " +
            "pooling follows it. Two are asked for. The first one also says what comes in, with `inputShape`.",
        ],
      },
      outputs: {
        title: outputsTitle,
        hints: [
          "Compare both ends of your summary with the task. What comes in, and how many kinds of garment come out? " +
            "Probabilities are never negative and add up to 1: which activation turns any numbers into those?",
          "Lesson 3 says what comes in under “The first layer”, and ends the network under “The decision”. Compare " +
            "the shapes that you see there with yours, from the first row to the last.",
          "The first layer has `inputShape: [28, 28, …]`. The last is a `tf.layers.dense({ units: …, activation: … })` " +
            "with a unit for each class, and with the activation that makes probabilities.",
        ],
      },
      compiled: {
        title: "The model is compiled",
        hints: [
          "Before it can learn, a model must know what counts as a mistake, how to correct itself, and what to report " +
            "to you. Where does your notebook tell it these three things?",
          "Lesson 4 opens with that call: see “The call”. Under “Loss: what counts as a mistake” there is a table " +
            "that says which loss fits which labels.",
          "`model.compile({ optimizer: …, loss: …, metrics: […] })` comes after the last layer and before the " +
            "training. Your labels are class numbers; lesson 4 calls their loss sparse.",
        ],
      },
      epochs: {
        title: "Loss and accuracy are recorded for 10 epochs",
        hints: [
          "What `fit` returns holds one number an epoch for everything that it watched. Did you keep it in " +
            "`history`? How many epochs did you ask for? Did you ask for the accuracy when you compiled the model?",
          "Lesson 5 shows under “x, y, epochs” what `fit` returns, and how to ask for more epochs. What it reports is " +
            "chosen earlier, in the call of lesson 4: see “Metrics: what to report”.",
          "`history = await fit(model, xTrain, yTrain, { epochs: …, … })` keeps the record. If the accuracy is not in " +
            "it, put `metrics: […]` into the call of `compile`, and train again.",
        ],
      },
      learning: {
        title: "The loss falls from the first epoch to the last",
        hints: [
          "A loss that does not fall means that nothing is learned. Draw the history: is the line flat, does it jump, " +
            "does it rise? Do the labels belong to these images, and are the pixels small numbers?",
          "Lesson 4 shows which loss fits which labels, under “Loss: what counts as a mistake”. What a learning rate " +
            "that is too large does is under “Optimizer: how to correct”.",
          "Check three things. The images that you pass are `prepare(…)` of the raw ones, and the labels are cut at " +
            "the same place. The loss is the sparse one. The optimizer is Adam, with its default rate.",
        ],
      },
      validation: {
        title: "Validation is recorded in every epoch",
        hints: [
          "Only images that the network does not learn from can tell learning from memorising. Which images and " +
            "labels of this notebook are kept for that, and does `fit` know of them?",
          "Lesson 5 hands such images to `fit` under “validationData”, and draws both lines. Names that begin with " +
            "`val_` belong to them.",
          "Beside the epochs and the batch size, `fit` takes `validationData: [xVal, …]`. The accuracy is measured on " +
            "them too if the model was compiled with that metric.",
        ],
      },
      accuracy: {
        title: "It recognises images that it has never seen",
        hints: [
          "The check showed your model the test images, scaled to 0…1. Did all ten epochs run, on images prepared like " +
            "that? Look at your plot: is the accuracy low in training too, or only in validation?",
          "Lesson 6 says what to look for in such a plot, under “While it runs”: is the loss still falling at the " +
            "end, and do the two lines part?",
          "Low in training too? Give the network more to work with: `conv2d({ filters: …, … })` with twice as many, or " +
            "more units in the dense layer. High in training only? Take fewer units there. Build, compile and train again.",
        ],
      },
      recorded: {
        title: "The recorded loss and accuracy are the model's own",
        hints: [
          "The numbers in `scores` belong to the model as it was when you measured it. Have you trained it or built it " +
            "again since? And did you measure on all test images, prepared like the others?",
          "Lesson 5 measures a trained network under “After the fit”. Do the same with the test images and their " +
            "labels, once the training is over.",
          "`scores = await evaluate(model, prepare(…), …)` measures on what you pass: all of the test images, and their " +
            "labels. Run that cell again whenever you have trained.",
        ],
      },
    },
  },
  "exercise-2": {
    title: "Exercise 2: Training that knows when to stop",
    checks: {
      convolutions: convolutionsAgain,
      outputs: outputsAgain,
      decay: {
        title: "The learning rate falls while it trains",
        hints: [
          "Large steps at first, small ones near the goal: who makes them smaller in your training? The optimizer, by a " +
            "plan for every step, or a callback, between epochs? And did it get the chance to act?",
          "Lesson 4 gives an optimizer such a plan under “Optimizer: how to correct”. Lesson 8 shows two callbacks " +
            "that do it, under “Change the learning rate on the way”, and says why not to combine both ways.",
          "A plan is one of `schedules`, and takes the place of the number in `new optimizers.Adam({ learningRate: … })`; " +
            "its `decaySteps` count batches. A callback is `new callbacks.ReduceLROnPlateau({ patience: … })`, less " +
            "patient than `early`, in the list that `fit` gets.",
        ],
      },
      stopping: {
        title: "A callback stops when validation no longer improves",
        hints: [
          "The training loss falls to the end, so it cannot tell when to stop. Which number can? And if one epoch is " +
            "worse than the one before, is that enough to stop, or may it be chance?",
          "Lesson 8 makes such a callback under “Stop in time, keep the best”. See what it watches there, and how many " +
            "epochs it waits.",
          "`early = new callbacks.EarlyStopping({ monitor: …, patience: … })`. Watch a name that begins with `val_`, and " +
            "wait a few epochs, but fewer than the training is allowed.",
        ],
      },
      stopped: {
        title: "It ended the training, or twenty epochs were trained",
        hints: [
          "Did the training end because `early` ended it, or because no more epochs were allowed? How many did you " +
            "allow? And does `fit` know of `early`?",
          "Lesson 8 allows more epochs than it needs, and passes two callbacks as a list: “Stop in time, keep the best”. " +
            "The length of `history.epoch` says how many it took.",
          "`history = await fit(model, xTrain, yTrain, { epochs: …, callbacks: [early, …], … })`, with the other options " +
            "of the task. Keep that history: don't train again afterwards without `early`.",
        ],
      },
      checkpoint: {
        title: "The best model was kept in a file and loaded again",
        hints: [
          "After the training, `model` has the weights of the last epoch. Where are those of the best one, who wrote " +
            "them there, and how do they get into `best`?",
          "Lesson 8 does it under “Stop in time, keep the best”: a callback saves only what is better than all before, " +
            "and after the training that file is loaded. Compare the names of the file in both places.",
          "`new callbacks.ModelCheckpoint(…, { saveBestOnly: … })` writes the file, if it is in the list of callbacks. " +
            "After the training, `best = await loadModel(…)` reads the same file.",
        ],
      },
      accuracy: {
        title: "The best model recognises images that it has never seen",
        hints: [
          "The check showed `best` the test images, scaled to 0…1. Did the training go on for long enough? Look at your " +
            "plot: was validation still getting better shortly before the end?",
          "Lesson 8 calls patience a bet, under “Stop in time, keep the best”. What a learning rate that is too large or " +
            "too small does is in lesson 4, “Optimizer: how to correct”.",
          "Let it learn for longer: `EarlyStopping({ patience: …, … })` with two or three epochs more, and a rate that " +
            "falls more slowly, with more `decaySteps`. If training is weak too, use more filters. Then run again from task 1.",
        ],
      },
      recorded: {
        title: "The recorded loss and accuracy are those of the best model",
        hints: [
          "Whose numbers are in `scores`: those of `best`, or of `model`? Have you trained or loaded again since you " +
            "measured? And did you measure on all test images, prepared like the others?",
          "Lesson 8 evaluates the last and the best network side by side, under “Stop in time, keep the best”. Do it here " +
            "for the best one, with the test images in place of those for validation.",
          "`scores = await evaluate(…, prepare(…), …)`, with the model that you loaded, and with all labels of the " +
            "test images. If you train again, load and measure again.",
        ],
      },
    },
  },
  "exercise-3": {
    title: "Exercise 3: A training loop by hand",
    checks: {
      convolutions: convolutionsAgain,
      outputs: outputsAgain,
      step: {
        title: "A step gives the loss, and moves the weights",
        hints: [
          "A step has four things to do with a batch: predict, measure, ask for the gradients, apply them. Then it returns " +
            "what it measured. Which of them does yours do? And are the gradients those of `model`?",
          "Lesson 7 makes the four moves one at a time under “One step, slowly”, and puts them into one function under " +
            "“The loop”. That function is given its model; yours uses `model`.",
          "`gradientTape(() => lossOf(labels, …), model.trainableWeights)` gives you `value` and `gradients`; in the gap, " +
            "`call(model, …)` predicts. Then `optimizer.applyGradients(…)` takes the step. Return the loss.",
        ],
      },
      graph: {
        title: "The step runs as a graph",
        hints: [
          "A plain function runs one operation after the other. If TensorFlow knew all operations of the step beforehand, " +
            "it could run them as a whole. How do you tell it?",
          "It takes one word: see lesson 7, “One word: `tfFunction`”. What that word asks of your function is in the " +
            "section after it, “What a trace is, and is not”.",
          "Put the function that you have into `step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => …)`. Inside " +
            "there is no `await`; outside, the loop awaits what `step` returns.",
        ],
      },
      epochs: {
        title: "The loss of ten epochs is recorded, and falls",
        hints: [
          "One number for each walk through the data: which losses is it the average of? If it does not fall, do your " +
            "steps move the weights of `model`, and is the learning rate one that suits the optimizer?",
          "Lesson 7 averages the losses of an epoch with a metric, under “The loop”, and has a second loop around it for " +
            "the epochs. See where the metric is made, and where its result is read.",
          "For each epoch, make a `metrics.Mean`. Then `for await (const [images, labels] of …)` takes one step with each " +
            "batch, and `updateState(…)` adds its loss. After the batches, `epochLoss.push(…)` keeps the result.",
        ],
      },
      accuracy: {
        title: "It recognises images that it has never seen",
        hints: [
          "The check showed `model` the test images, scaled to 0…1. Did all ten epochs run, and did each take a step with " +
            "every batch? How small was the loss at the end?",
          "Compare your losses with those of `fit`, as lesson 7 does under “Compared with `fit`”. If `fit` does better with " +
            "the same network, look at your step; if it does not, look at the network.",
          "If the loss is still high at the end, let it take larger steps, `new optimizers.Adam({ learningRate: … })` (the " +
            "default is 0.001), or give `conv2d({ filters: …, … })` more of them. Then run again from task 1.",
        ],
      },
      fitted: {
        title: "The same network is trained by fit",
        hints: [
          "Two ways to train can only be compared if both begin with the same fresh weights. Is `fitted` a second network, " +
            "from the function of task 1? For how many epochs did `fit` train it?",
          "Lesson 7 does this under “Compared with `fit`”: it builds the network once more, compiles it, and trains it on " +
            "the same dataset.",
          "Call the function of task 1 again for `fitted`, and compile it. Then keep the record: " +
            "`history = await fit(fitted, …, { epochs: … })`. A dataset takes the place of images and labels.",
        ],
      },
      scores: {
        title: "Both accuracies are recorded",
        hints: [
          "Two networks, two accuracies: under which names does the task want them? What does `evaluate` need that a network " +
            "trained by your own loop may lack? And have you trained again since?",
          "Lesson 7 evaluates both at the end of “Compared with `fit`”; before that it compiles the network of the loop. " +
            "Here it is all test images, prepared like the others.",
          "`scores = { loop: …, fit: … }`: each is the `accuracy` of what `await evaluate(…, prepare(…), …)` gives for one " +
            "of the networks. Compile `model` before that; compiling changes no weight.",
        ],
      },
    },
  },
};
