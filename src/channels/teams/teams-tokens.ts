import { GatewayError } from '../../core/domain/errors.js';
import type { TeamsCredentials } from './teams-bot-settings.js';

/** What answers are signed with. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const AUDIENCE = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';

/** A bot's token for the Bot Connector. */
export interface TeamsTokens {
  /** `isRefused`: the one before was not taken, so a new one is asked for. Rejects with what Microsoft's login threw. */
  get(isRefused?: boolean): Promise<string>;
}

/** Tokens of one bot from Microsoft's login, kept until they run out. Those who ask at once share one question. */
export class MicrosoftTokens implements TeamsTokens {
  private asked: Promise<string> | null = null;

  constructor(private readonly credentials: TeamsCredentials) {}

  get(isRefused = false): Promise<string> {
    if (this.asked === null) {
      const asked = this.ask(isRefused).finally(() => {
        this.asked = null;
      });
      this.asked = asked;
    }
    return this.asked;
  }

  private async ask(isRefused: boolean): Promise<string> {
    const { AppCredentials, PasswordServiceClientCredentialFactory } = await import(
      'botframework-connector'
    );
    const { appId, appPassword, organization } = this.credentials;
    const factory = new PasswordServiceClientCredentialFactory(
      appId,
      appPassword,
      organization ?? '',
    );
    const credentials = await factory.createCredentials(appId, AUDIENCE, LOGIN, true);
    if (!(credentials instanceof AppCredentials)) throw new GatewayError('broken');
    return credentials.getToken(isRefused);
  }
}
