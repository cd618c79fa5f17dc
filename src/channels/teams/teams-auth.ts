import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

/** Who signs what Teams sends to bots, and where the keys are told. */
export interface TeamsIssuer {
  readonly name: string;
  readonly metadataUrl: string;
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot */
export const MICROSOFT_ISSUER: TeamsIssuer = {
  name: 'https://api.botframework.com',
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
};

/** The only channel this folder speaks with; keys are endorsed for channels by this name. */
const CHANNEL = 'msteams';

/** Characters of a token; Microsoft's have about 1,200. */
const TOKEN_CHARS_MAX = 8_192;

/** Time that the issuer may take to tell its keys. */
const KEYS_MS = 10_000;

/** What a token has to be good for. */
export interface Signed {
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** `unavailable`: the keys could not be had, so nobody knows. */
export type TokenVerdict = 'good' | 'refused' | 'unavailable';

/**
 * Whether Teams itself sent a request to this bot. The signature, the time and the claims are looked at by Microsoft's
 * own kit; before that, whatever the kit takes besides tokens of the Bot Connector is refused here: tokens of its
 * emulator, of other bots and of a shared service need not name the service URL, nor a bot as the one they are for.
 */
export class TeamsAuth {
  private kit: Promise<Kit> | null = null;

  constructor(
    private readonly appId: string,
    private readonly issuer: TeamsIssuer,
  ) {}

  /** So that the first one who speaks need not wait for it. */
  async load(): Promise<void> {
    this.kit ??= kitOf(this.appId, this.issuer);
    await this.kit;
  }

  async check(authorization: string, signed: Signed): Promise<TokenVerdict> {
    const { channelId, serviceUrl } = signed;
    const isOurs = isFrom(this.issuer, authorization) && channelId === CHANNEL && serviceUrl !== '';
    if (!isOurs) return 'refused';
    this.kit ??= kitOf(this.appId, this.issuer);
    const { authentication, issuers } = await this.kit;
    try {
      // The kit reads no more of the activity than these two.
      const checked = await within(
        KEYS_MS,
        authentication.authenticateRequest({ channelId, serviceUrl } as never, authorization),
      );
      const { claimsIdentity } = checked;
      const isForThis =
        claimsIdentity.isAuthenticated &&
        claimsIdentity.getClaimValue('aud') === this.appId &&
        claimsIdentity.getClaimValue('serviceurl') === serviceUrl;
      return isForThis ? 'good' : 'refused';
    } catch (error) {
      return isAboutToken(error) ? 'refused' : 'unavailable';
    } finally {
      // The kit takes note of every organization that any token names, for ever, before it has looked at the token.
      // Several checks are under way at once, so it is cut to what it was before any of them, and never made longer.
      issuers.length = Math.min(issuers.length, issuersAtFirst ?? 0);
    }
  }
}

interface Kit {
  readonly authentication: ConfigurationBotFrameworkAuthentication;
  /** Those of the kit's emulator. */
  readonly issuers: string[];
}

/** How many issuers the kit's emulator has by itself; the list is one for all bots. */
let issuersAtFirst: number | null = null;

async function kitOf(appId: string, { name, metadataUrl }: TeamsIssuer): Promise<Kit> {
  const [{ ConfigurationBotFrameworkAuthentication: Authentication }, connector] =
    await Promise.all([import('botbuilder'), import('botframework-connector')]);
  const { AuthenticationConstants: usual, EmulatorValidation, ...rest } = connector;
  const { issuer } = EmulatorValidation.ToBotFromEmulatorTokenValidationParameters;
  const addresses = {
    ToChannelFromBotLoginUrl: usual.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: usual.ToChannelFromBotOAuthScope,
    ToBotFromChannelTokenIssuer: name,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: usual.ToBotFromEmulatorOpenIdMetadataUrl,
    OAuthUrl: usual.OAuthUrl,
  };
  // It signs nothing with these; it compares the id.
  const credentials = new rest.PasswordServiceClientCredentialFactory(appId, '');
  const issuers = Array.isArray(issuer) ? issuer : [];
  issuersAtFirst ??= issuers.length;
  return {
    authentication: new Authentication(addresses, credentials),
    issuers,
  };
}

/** Reads who a token says it is from; that it really is, is checked afterwards. */
function isFrom(issuer: TeamsIssuer, authorization: string): boolean {
  if (authorization.length > TOKEN_CHARS_MAX) return false;
  const [, payload = ''] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims
      ? claims.iss === issuer.name
      : false;
  } catch {
    // No token at all, or none that anybody could read.
    return false;
  }
}

/** The kit's own refusals carry 401 or 403, its library's for tokens are named so; of the network neither is said. */
function isAboutToken(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('statusCode' in error) return error.statusCode === 401 || error.statusCode === 403;
  return 'name' in error && TOKEN_ERRORS.has(String(error.name));
}

/** https://github.com/auth0/node-jsonwebtoken#errors--codes */
const TOKEN_ERRORS = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const signal = AbortSignal.timeout(ms);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, late]);
}
