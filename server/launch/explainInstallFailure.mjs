const NETWORK_CODES =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|EPROTO|UNABLE_TO_(?:GET|VERIFY)[A-Z_]*|SELF_SIGNED_CERT[A-Z_]*|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_[A-Z_]+)\b/
const COMPILE_TROUBLE = /gyp ERR!|node-gyp|prebuild-install warn/
/** A package that the install was stopped at while fetching it, as opposed to one that failed in its own script. */
const SCRIPT_FAILED = /npm (?:error|ERR!) command (?:failed|sh -c)/

/**
 * One line that says why an install failed and what to do about it, from npm's output. `missingTools`: what of
 * c++, make, python3 is not there.
 */
export function explainInstallFailure({ output, code, missingTools, registry }) {
  const compiling = COMPILE_TROUBLE.test(output) && SCRIPT_FAILED.test(output)
  if (compiling && missingTools.length > 0) {
    return (
      `better-sqlite3 has no prebuilt file within reach for this machine and must be compiled, but ${missingTools.join(', ')} ` +
      `${missingTools.length === 1 ? 'is' : 'are'} missing. Install a compiler ` +
      '(Debian, Ubuntu: apt-get install -y g++ make python3; Fedora: dnf install gcc-c++ make python3; macOS: xcode-select --install) and start again.'
    )
  }
  const network = NETWORK_CODES.exec(output)
  if (compiling) {
    if (network || /FetchError|fetch failed|response downloading/.test(output)) {
      return (
        `better-sqlite3 must be compiled, but the header files of Node ${process.version} could not be fetched${network ? ` (${network[1]})` : ''}. ` +
        'Install them (Debian: apt-get install -y libnode-dev) and name their prefix, for example npm_config_nodedir=/usr, or connect this machine once.'
      )
    }
    return 'better-sqlite3 could not be compiled; what the compiler said is above.'
  }
  if (network) {
    return `The npm registry ${registry} cannot be reached (${network[1]}). Check the network, a proxy, or "npm config get registry", and start again.`
  }
  if (/\bENOSPC\b/.test(output)) return 'The disk is full: the npm packages need about 700 MB in node_modules.'
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return 'npm may not write here: the folder of the project must be writable for this user.'
  if (code === 127) return 'npm was not found. Install npm (it comes with Node) and start again.'
  return `npm could not install the packages (exit code ${code}); what it said is above.`
}
