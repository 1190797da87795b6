/** The parts in their order: the file and the function in it that measures, by name. Each resolves to BenchRow[]. */
export const PARTS = {
  recolor: { file: 'test/bench/recolor/runRecolorBench.ts', measure: 'runRecolorBench', needsBrowser: true },
  fanout: { file: 'test/bench/fanout/runFanoutBench.ts', measure: 'runFanoutBench' },
  ingest: { file: 'test/bench/ingest/runIngestBench.ts', measure: 'runIngestBench' },
  start: { file: 'test/bench/start/runStartBench.ts', measure: 'runStartBench' },
  latency: { file: 'test/bench/latency/runLatencyBench.ts', measure: 'runLatencyBench' },
  elevation: { file: 'test/bench/elevation/runElevationBench.ts', measure: 'runElevationBench', needsBrowser: true },
  form: { file: 'test/bench/form/runFormBench.ts', measure: 'runFormBench', needsBrowser: true },
  preview: { file: 'test/bench/preview/runPreviewBench.ts', measure: 'runPreviewBench' },
  morning: { file: 'test/bench/morning/runMorningBench.ts', measure: 'runMorningBench' },
  search: { file: 'test/bench/search/runSearchBench.ts', measure: 'runSearchBench' },
}
