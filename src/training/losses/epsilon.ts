/** What keeps logarithms and divisions from zero (keras.config.epsilon). */
export const epsilon = 1e-7;
