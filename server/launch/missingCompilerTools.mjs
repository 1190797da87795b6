import { findTool } from './findTool.mjs'

/** Names of what a C++ compilation by node-gyp needs and PATH does not offer; empty when all is there. */
export function missingCompilerTools(environment = process.env) {
  const search = environment.PATH ?? ''
  const needed = [
    ['c++', [environment.CXX, 'c++', 'g++', 'clang++']],
    ['make', [environment.MAKE, 'make', 'gmake']],
    ['python3', [environment.PYTHON, environment.npm_config_python, 'python3', 'python']],
  ]
  return needed.filter(([, names]) => findTool(names, search) === null).map(([name]) => name)
}
