/**
 * Who may import what. `from`: files that the row is about; `except`: those it is not about. Then one of
 * - `mayReach`: the only project files they may import (packages are free unless `packages: false`), or
 * - `mayNotReach`: project files they may not import, or
 * - `mayNotUse`: packages they may not import.
 * The message says where the thing belongs. Type imports count: a type from the wrong side ties the sides together too.
 */
export const DOORS = [
  {
    from: /^server\/protocol\//,
    mayReach: /^server\/protocol\//,
    packages: false,
    message: 'server/protocol is the contract and imports nothing outside itself; put what needs this beside its user.',
  },
  {
    from: /^server\/merge\//,
    mayReach: /^server\/(protocol|merge)\//,
    message: 'server/merge imports only server/protocol; hand the rest in as an argument from server/pipeline.ts.',
  },
  {
    from: /^server\/packs\//,
    mayReach: /^server\/(protocol|packs)\//,
    message: 'server/packs imports only server/protocol; the engine (server/world) hands facts to a pack, a pack asks for nothing.',
  },
  {
    from: /^(server|geodata)\//,
    except: /^server\/packs\//,
    mayNotReach: /^server\/packs\/[^/]+\//,
    message: 'The engine knows no pack by name; take the pack as an argument (server/packs/index.ts lists them).',
  },
  {
    from: /^web\//,
    mayReach: /^(web|public|server\/protocol)\//,
    message: 'web imports nothing of the project but server/protocol; what the browser must know travels as checked data.',
  },
  {
    from: /^web\/(panels|map\/layers|charts|ui)\//,
    mayNotReach: /^web\/link\//,
    message: 'Only stores talk to web/link; read the value from a store in web/stores (or take it as a prop).',
  },
  {
    from: /^web\/ui\//,
    mayNotReach: /^web\/stores\//,
    message: 'web/ui components know no store; take the value as a prop, or move the component to web/panels.',
  },
  {
    from: /^(server|geodata)\//,
    mayNotReach: /^(web|test)\//,
    message: 'The server and geodata import nothing of web or test; what both sides need belongs in server/protocol.',
  },
  { from: /^(server|geodata|web)\//, except: /^server\/sockets\//, mayNotUse: /^socket\.io$/, message: 'Only server/sockets imports socket.io.' },
  {
    from: /^(server|geodata|web)\//,
    except: /^web\/link\//,
    mayNotUse: /^socket\.io-client$/,
    message: 'Only web/link imports socket.io-client; panels and stores use the link it exports.',
  },
  {
    from: /^(server|geodata|web)\//,
    except: /^web\/map\//,
    mayNotUse: /^(maplibre-gl|@deck\.gl\/.*|@luma\.gl\/.*)$/,
    message: 'Only web/map imports MapLibre and deck.gl; ask the map through createMap.ts.',
  },
  {
    from: /^(server|geodata|web)\//,
    except: /^web\/charts\//,
    mayNotUse: /^echarts$/,
    message: 'Only web/charts imports ECharts; a panel hands its series to a chart.',
  },
  {
    from: /^(server|geodata|web)\//,
    except: /^server\/store\//,
    mayNotUse: /^(better-sqlite3|kysely|pg)$/,
    message: 'Only server/store talks to the database; add what you need to the store.',
  },
]
