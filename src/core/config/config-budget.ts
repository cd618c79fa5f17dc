import { z } from 'zod';

/** Nobody spends that much on a month of one tenant; a limit in cents by mistake would be. */
const USD_MAX = 10_000_000;

/** What a tenant's calls may cost, and when somebody is told. */
export const budget = z
  .strictObject({
    usdPerMonth: z
      .number()
      .min(0)
      .max(USD_MAX)
      .describe('USD of one calendar month (UTC); a call that would pass it is not made'),
    warnAt: z
      .array(z.number().gt(0).max(1))
      .max(20)
      .default([0.5, 0.8])
      .describe('Shares of it at which the log warns, each once a month'),
  })
  .describe('What model calls may cost; no limit if absent');
