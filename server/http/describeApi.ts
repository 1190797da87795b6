import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** OpenAPI at /api/docs, with the page's files from the package: nothing is fetched from elsewhere. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Liuse 六色',
        version: '1',
        description: [
          '数据上报、导入与查询接口。除注明外均需 `Authorization: Bearer KEY`。错误回答为 `{code, reason}`:`code` 不变,`reason` 随 Accept-Language。',
          'Reports, imports and questions. Every route needs the key unless it says otherwise. Errors are `{code, reason}`: `code` is stable, `reason` follows Accept-Language.',
        ].join('\n\n'),
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // The default asks validator.swagger.io about the description: no outside host.
    uiConfig: { validatorUrl: null, docExpansion: 'list', persistAuthorization: false },
  })
}
