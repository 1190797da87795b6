/** Why an account is not made or changed as asked; stable, also the code of the answer over HTTP. */
export type AccountErrorCode = 'bad-login' | 'login-taken' | 'bad-account-name' | 'unknown-role' | 'bad-scope' | 'unknown-account' | 'last-administrator' | 'weak-password'

export class AccountError extends Error {
  constructor(readonly code: AccountErrorCode) {
    super(code)
    this.name = 'AccountError'
  }
}
