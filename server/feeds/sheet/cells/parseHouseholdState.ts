import { foldText } from '../../../merge/address/foldText.ts'
import type { HouseholdRow } from '../../rows.ts'

/** First match wins, so what negates stands before what it negates. Extend freely: the texts are of real registers. */
const STATES: readonly [RegExp, HouseholdRow['state']][] = [
  [/空关|空置|闲置|空房|空户|无人居住|无人住|没人住|vacant|empty/, 'vacant'],
  [/联系不上|联系不到|无法联系|未联系|未取得联系|没联系上|失联|无人接听|未接听|不接电话|拒接|关机|停机|空号|unreached|not.?reached|no.?answer/, 'unreached'],
  [/(?:未|没|没有|未曾|不曾|从未|从没|从不|不)离[过开]?沪|未离开|没有?离开|未曾离|一直在沪|在沪未|未出沪|未外出|留沪|常住在沪|stayed|never left|not left|did not leave/, 'stayed'],
  // Away again, or not in the city.
  [/(?:又|再|再次|已|已经)离(?:沪|开)(?!已|后[已又]?[返回])|未返|未回|没返|没回|未到沪|未抵|未来沪|滞留|在外地|在老家|在途|^离沪$|离沪未|外出未|[不未没非](?:在|住)(?:沪|上海)|not (?:yet )?(?:return|come|back)|not.?return|away/, 'not-returned'],
  // Put off, or meant.
  [/(?:没有|未曾|不曾|还没|尚未|暂未|暂不|不|无法|不能|暂缓|推迟|延期|延迟|取消)(?:返|回|抵沪|来沪|到沪)|^(?!.*已[返回抵到来]).*(?<!按)(?:预计|计划|拟|打算|准备|即将|将).*(?:返|回|抵沪|来沪|到沪|来上海|到上海)|(?:will|plans?|planning|expect\w*|going) (?:to )?(?:return|come|be back)/, 'not-returned'],
  [/已返|已回|已抵|已到|已来沪|(?<![未没不非无有])(?:返沪|回沪|抵沪|来沪|到沪|返回)|隔离中|居家隔离|居家观察|健康观察|解除|期满|returned|came back/, 'returned'],
  [/(?<![不未没非])在(?:沪|上海|家)|stay/, 'stayed'],
]

/** Plain answers to a header that asks (`是否返沪`). */
const ANSWERS: Record<string, HouseholdRow['state']> = {
  是: 'returned', 已: 'returned', 返: 'returned', 对: 'returned', yes: 'returned', y: 'returned', '√': 'returned', '✓': 'returned', '✔': 'returned',
  否: 'not-returned', 未: 'not-returned', 没: 'not-returned', 没有: 'not-returned', no: 'not-returned', n: 'not-returned', '×': 'not-returned', '✗': 'not-returned', '✘': 'not-returned',
}

/**
 * The state of a household row: `未离沪`/`全户未离沪` → stayed, `未返沪`/`全户未返沪` → not-returned, `联系不上`/`未联系到`/
 * `无人接听` → unreached, `已返沪`/`已返` → returned, `空关`/`空置` → vacant. Null for anything else: nothing is guessed.
 * `asks`: the header is a question about the return, so `是` and `否` are answers.
 */
export function parseHouseholdState(text: string, asks = false): HouseholdRow['state'] | null {
  const folded = foldText(text.slice(0, 60)).toLowerCase().replace(/(?<![a-z]) | (?![a-z])/g, '')
  if (folded === '') return null
  if (asks && folded in ANSWERS && Object.hasOwn(ANSWERS, folded)) return ANSWERS[folded]!
  return STATES.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}
