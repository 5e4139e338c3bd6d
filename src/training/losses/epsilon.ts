/** The constant that keeps logarithms and divisions away from zero (keras.config.epsilon). */
export const epsilon = 1e-7;
