import { z } from 'zod';
import { headers, key, serverUrl, wholeNumber } from './config-fields.js';

const lookup = z
  .strictObject({
    // A password in the address would end in logs of proxies; fetch refuses it, too.
    url: serverUrl(
      /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?]\S*)?$/,
      'https://shop.example/frontdesk/account',
      'Address that is asked; a user and password belong into headers',
    ),
    headers,
    secret: z.exactOptional(
      key('Signs each request, so that the other side knows who asks; at least 32 characters'),
    ),
    timeoutMs: wholeNumber(
      50,
      10_000,
      'Longest wait for an answer, in milliseconds; the customer waits as long',
    ).default(1_500),
    cacheSeconds: wholeNumber(
      0,
      86_400,
      'Time an answer is used for, in seconds; 0 asks anew in every turn',
    ).default(300),
  })
  .describe('A system of the business that is asked about each customer');

/** What a tenant's own systems tell of its customers. */
export const accounts = z
  .strictObject({ lookup: z.exactOptional(lookup) })
  .prefault({})
  .describe('What is known of the tenant\u2019s customers, besides what the API was told');
