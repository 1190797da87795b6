/** The parts of ECharts that our charts are made of; loaded after the first map frame. */
import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, MarkLineComponent, MarkPointComponent, AriaComponent, CanvasRenderer])

export type { ECharts, EChartsCoreOption } from 'echarts/core'
export { init }
