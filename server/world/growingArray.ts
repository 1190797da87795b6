type ArrayType = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array
type ArrayConstructor<Type extends ArrayType> = { new (length: number): Type }

/** A typed array that grows by half as needed; `values` is only valid until the next growth, so read it afresh. */
export class GrowingArray<Type extends ArrayType> {
  values: Type
  length = 0

  constructor(private readonly type: ArrayConstructor<Type>, private readonly fill: number = 0, capacity = 1024) {
    this.values = new type(capacity)
    if (fill !== 0) this.values.fill(fill)
  }

  push(value: number): number {
    this.ensure(this.length + 1)
    this.values[this.length] = value
    return this.length++
  }

  /** Makes indexes below `length` valid, filled with the fill value. */
  ensure(length: number): void {
    if (length <= this.values.length) return
    const grown = new this.type(Math.max(length, Math.ceil(this.values.length * 1.5)))
    if (this.fill !== 0) grown.fill(this.fill, this.values.length)
    grown.set(this.values as never)
    this.values = grown
  }

  extendTo(length: number): void {
    this.ensure(length)
    if (length > this.length) this.length = length
  }

  /** The used part, as a view. */
  used(): Type {
    return this.values.subarray(0, this.length) as Type
  }

  restore(values: ArrayLike<number>): void {
    this.values = new this.type(values.length)
    this.values.set(values)
    this.length = values.length
  }
}
