import { RegistryError } from './registry-error.ts';

/** A name and a password, or a token that stands in for it. */
export interface PasswordCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a registry's token service gave at login instead of a password: a refresh token (distribution, oauth.md). */
export interface IdentityToken {
  readonly identityToken: string;
}

/** What one registry host is told about who asks. */
export type Credentials = PasswordCredentials | IdentityToken;

/** The value of `Authorization` for these (RFC 7617). Throws `CREDENTIALS_INVALID`, without quoting them. */
export function basicAuthorization(credentials: Credentials): string {
  if ('identityToken' in credentials)
    throw new RegistryError(
      'CREDENTIALS_INVALID',
      'the registry asks for a username and password, but an identity token was stored for it',
    );
  const { username, password } = credentials;
  if (username === '' || password === '' || username.includes(':') || /[\u0000-\u001f\u007f]/.test(username + password))
    throw new RegistryError(
      'CREDENTIALS_INVALID',
      'the registry username or password is empty or has a character that it cannot have',
    );
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Every form in which these are sent, for a log that must show none of them. */
export const secretsOf = (credentials: Credentials): readonly string[] =>
  'identityToken' in credentials
    ? [credentials.identityToken]
    : [credentials.password, basicAuthorization(credentials).slice('Basic '.length)];
