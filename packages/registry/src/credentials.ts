import { RegistryError } from './registry-error.ts';

/** What one registry host is told about who asks. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The value of `Authorization` for these (RFC 7617). Throws `CREDENTIALS_INVALID`, without quoting them. */
export function basicAuthorization({ username, password }: Credentials): string {
  if (username === '' || password === '' || username.includes(':') || /[\u0000-\u001f\u007f]/.test(username + password))
    throw new RegistryError(
      'CREDENTIALS_INVALID',
      'the registry username or password is empty or has a character that it cannot have',
    );
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
