import { useI18n } from 'vue-i18n'
import type { GatePupil } from '../../../../server/protocol/gate.ts'

/** How the gate's page calls a pupil: class, masked name, last signs of the number; of a list kept without a line, that it is one. */
export function useGateWords(): { nameOf(pupil: GatePupil | null | undefined): string } {
  const { t } = useI18n()
  return { nameOf: (pupil) => (pupil?.name ? `${pupil.class} ${pupil.name} ${pupil.tail}` : t('gate.aPupil')) }
}
