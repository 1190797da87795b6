import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { GateDevice, GateDeviceKeyAnswer, GateDevicesAnswer } from '../../../server/protocol/gate.ts'
import { fetchDevices, postDevice, postDeviceKey, putDevice } from '../../link/school/gateApi.ts'
import { createAsking } from '../desk/createAsking.ts'

/** Devices at the gates of the scope. A key is held until the page has been told that it was written down. */
export const useGateDevicesStore = defineStore('school-gate-devices', () => {
  const { busy, failure, ask } = createAsking()
  const answer = shallowRef<GateDevicesAnswer | null>(null)
  const fresh = shallowRef<GateDeviceKeyAnswer | null>(null)

  const load = (): Promise<boolean> => ask(async () => { answer.value = await fetchDevices() })
  const put = (device: GateDevice): void => {
    if (!answer.value) return
    const { devices } = answer.value
    answer.value = { ...answer.value, devices: devices.some(({ id }) => id === device.id) ? devices.map((each) => (each.id === device.id ? device : each)) : [...devices, device] }
  }
  const takeKey = (made: GateDeviceKeyAnswer): void => {
    fresh.value = made
    put(made.device)
  }
  const register = (draft: Parameters<typeof postDevice>[0]): Promise<boolean> => ask(async () => takeKey(await postDevice(draft)))
  const rotate = (id: string): Promise<boolean> => ask(async () => takeKey(await postDeviceKey(id)))
  const change = (id: string, changed: Parameters<typeof putDevice>[1]): Promise<boolean> => ask(async () => put(await putDevice(id, changed)))
  function forget(): void {
    fresh.value = null
    answer.value = null
  }
  return { busy, failure, answer, fresh, load, register, rotate, change, forget }
})
