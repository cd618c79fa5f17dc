/** Whoever runs the tests may have a key; no test may use it. */
export const NO_KEY = { ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: '' };
