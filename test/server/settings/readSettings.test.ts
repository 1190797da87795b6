import { describe, expect, it } from 'vitest'
import { readSettings, unknownSettings, SettingError } from '../../../server/settings.ts'

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      port: 8066, host: '127.0.0.1', dataFolder: './data', demo: true, apiKey: null, timezone: 'Asia/Shanghai', demoSpeed: 30, publicUrl: null, mail: null, oidc: null, mqtt: null,
    })
    expect(readSettings({ PORT: '', LIUSE_DEMO: ' ' })).toEqual(readSettings({}))
  })

  it('reads what is set and leaves other programs’ variables alone', () => {
    expect(readSettings({ PORT: '0', HOST: '::1', LIUSE_DATA: '/srv/liuse', LIUSE_DEMO: '0', LIUSE_API_KEY: 'k', LIUSE_TIMEZONE: 'Asia/Urumqi', LIUSE_DEMO_SPEED: '0.5', PATH: '/bin' }))
      .toEqual({ port: 0, host: '::1', dataFolder: '/srv/liuse', demo: false, apiKey: 'k', timezone: 'Asia/Urumqi', demoSpeed: 0.5, publicUrl: null, mail: null, oidc: null, mqtt: null })
  })

  it('reads where residents reach this server, as an origin', () => {
    expect(['https://liuse.example/', 'http://10.1.2.3:8066', 'HTTPS://Liuse.Example'].map((text) => readSettings({ LIUSE_PUBLIC_URL: text }).publicUrl)).toEqual(['https://liuse.example', 'http://10.1.2.3:8066', 'https://liuse.example'])
    expect(unknownSettings({ LIUSE_PUBLIC_URL: 'https://liuse.example' })).toEqual([])
  })

  it.each([
    ['PORT', '65536'], ['PORT', '80.5'], ['PORT', '0x50'], ['PORT', '-1'], ['HOST', 'a b'], ['HOST', 'http://x/'], ['LIUSE_DATA', 'a\0b'],
    ['LIUSE_DEMO', 'yes'], ['LIUSE_API_KEY', 'two words'], ['LIUSE_API_KEY', '钥匙'], ['LIUSE_TIMEZONE', 'Mars/Olympus'],
    ['LIUSE_DEMO_SPEED', '0'], ['LIUSE_DEMO_SPEED', '3601'], ['LIUSE_DEMO_SPEED', 'fast'],
    ['LIUSE_PUBLIC_URL', 'liuse.example'], ['LIUSE_PUBLIC_URL', 'ftp://liuse.example'], ['LIUSE_PUBLIC_URL', 'https://liuse.example/desk'], ['LIUSE_PUBLIC_URL', 'https://a:b@liuse.example'], ['LIUSE_PUBLIC_URL', 'https://liuse.example?x=1'],
  ])('refuses %s=%j with one line that names it', (name, value) => {
    const error = (() => { try { readSettings({ [name]: value }) } catch (caught) { return caught } })()
    expect(error).toBeInstanceOf(SettingError)
    expect((error as SettingError).message).toMatch(new RegExp(`^${name}: .+$`))
    expect((error as SettingError).message).not.toContain('\n')
    if (name === 'LIUSE_API_KEY') expect((error as SettingError).message).not.toContain(value)
  })

  const OIDC = {
    LIUSE_OIDC_ISSUER: 'https://id.district.example', LIUSE_OIDC_CLIENT_ID: 'liuse', LIUSE_OIDC_CLIENT_SECRET: 'of-the-tests',
    LIUSE_OIDC_REDIRECT: 'https://desk.district.example/api/v1/session/oidc/callback',
  }
  it('reads an OpenID provider when all of it is given', () => {
    expect(readSettings(OIDC).oidc).toEqual({ issuer: OIDC.LIUSE_OIDC_ISSUER, clientId: 'liuse', clientSecret: 'of-the-tests', redirect: OIDC.LIUSE_OIDC_REDIRECT })
    expect(readSettings({ ...OIDC, LIUSE_OIDC_ISSUER: 'http://127.0.0.1:3000' }).oidc?.issuer).toBe('http://127.0.0.1:3000')
    expect(unknownSettings(OIDC)).toEqual([])
  })

  it.each([
    ['LIUSE_OIDC_ISSUER', ''], ['LIUSE_OIDC_CLIENT_SECRET', ''], ['LIUSE_OIDC_ISSUER', 'http://id.district.example'], ['LIUSE_OIDC_ISSUER', 'id.district.example'],
    ['LIUSE_OIDC_REDIRECT', 'https://desk.district.example/desk'], ['LIUSE_OIDC_CLIENT_ID', 'two words'], ['LIUSE_OIDC_CLIENT_SECRET', 'two words'],
  ])('refuses a provider with %s=%j', (name, value) => {
    expect(() => readSettings({ ...OIDC, [name]: value })).toThrow(new RegExp(`^${name}: `))
    if (name === 'LIUSE_OIDC_CLIENT_SECRET' && value !== '') expect(() => readSettings({ ...OIDC, [name]: value })).not.toThrow(value)
  })

  it('reads a broker, which is off without its address', () => {
    const MQTT = { LIUSE_MQTT_URL: 'mqtts://broker.example:8883', LIUSE_MQTT_USERNAME: 'liuse', LIUSE_MQTT_PASSWORD: 'of-the-tests' }
    expect(readSettings(MQTT).mqtt).toEqual({ url: 'mqtts://broker.example:8883', username: 'liuse', password: 'of-the-tests', brokerChecks: false })
    expect(readSettings({ LIUSE_MQTT_URL: 'mqtt://127.0.0.1:1883', LIUSE_MQTT_BROKER_CHECKS: '1' }).mqtt).toEqual({ url: 'mqtt://127.0.0.1:1883', username: null, password: null, brokerChecks: true })
    expect(unknownSettings({ ...MQTT, LIUSE_MQTT_BROKER_CHECKS: '1' })).toEqual([])
  })
  it.each([
    ['LIUSE_MQTT_URL', { LIUSE_MQTT_URL: 'http://broker.example' }], ['LIUSE_MQTT_URL', { LIUSE_MQTT_URL: 'mqtt://a:of-the-tests@broker.example' }], ['LIUSE_MQTT_URL', { LIUSE_MQTT_URL: 'broker.example:1883' }], ['LIUSE_MQTT_URL', { LIUSE_MQTT_URL: 'mqtt://broker.example/liuse' }],
    ['LIUSE_MQTT_URL', { LIUSE_MQTT_PASSWORD: 'of-the-tests' }], ['LIUSE_MQTT_PASSWORD', { LIUSE_MQTT_URL: 'mqtt://broker.example', LIUSE_MQTT_USERNAME: 'liuse' }], ['LIUSE_MQTT_BROKER_CHECKS', { LIUSE_MQTT_URL: 'mqtt://broker.example', LIUSE_MQTT_BROKER_CHECKS: 'yes' }],
  ])('refuses a broker with a wrong %s in one line: %j', (name, given) => {
    expect(() => readSettings(given as unknown as Record<string, string>)).toThrow(new RegExp(`^${name}: [^\\n]+$`))
    expect(() => readSettings(given as unknown as Record<string, string>)).not.toThrow('of-the-tests')
  })

  it('reads a mail server, which is off without its address', () => {
    const MAIL = { LIUSE_SMTP_URL: 'smtp://wall:of-the-tests@mail.example:587', LIUSE_MAIL_FROM: 'wall@district.example' }
    expect(readSettings(MAIL).mail).toEqual({ url: MAIL.LIUSE_SMTP_URL, from: 'wall@district.example' })
    expect(unknownSettings(MAIL)).toEqual([])
  })
  it.each([
    ['LIUSE_SMTP_URL', { LIUSE_MAIL_FROM: 'wall@district.example' }], ['LIUSE_SMTP_URL', { LIUSE_SMTP_URL: 'https://of-the-tests', LIUSE_MAIL_FROM: 'wall@district.example' }],
    ['LIUSE_MAIL_FROM', { LIUSE_SMTP_URL: 'smtps://a:of-the-tests@mail.example' }], ['LIUSE_MAIL_FROM', { LIUSE_SMTP_URL: 'smtps://a:of-the-tests@mail.example', LIUSE_MAIL_FROM: 'Wall <wall@x>' }],
  ])('refuses mail with a wrong %s in one line: %j', (name, given) => {
    expect(() => readSettings(given as unknown as Record<string, string>)).toThrow(new RegExp(`^${name}: [^\\n]+$`))
    expect(() => readSettings(given as unknown as Record<string, string>)).not.toThrow('of-the-tests')
  })

  it('names that are like ours and are none are told, printable and in one line', () => {
    expect(unknownSettings({ LIUSE_DEM0: '1', 'LIUSE_A\nB': 'x', LIUSE_DEMO: '1', PATH: '/bin' })).toEqual(['LIUSE_DEM0', 'LIUSE_A B'])
  })
})
