/** One Slack app of the configuration. */
export interface SlackAppSettings {
  /** In our addresses: /slack/<name>/events. */
  readonly name: string;
  readonly transport: 'http' | 'socket';
  readonly signingSecret: string;
  /** For Socket Mode, `xapp-…`. */
  readonly appToken: string | null;
  /** Where the Web API is; the only address that gets a token. */
  readonly apiUrl: string;
  readonly workspaces: readonly {
    readonly name: string;
    readonly team: string;
    readonly botToken: string;
  }[];
}
