import { Courier } from '../../../../src/core/delivery/courier.js';

/** Works on no lane unasked, so that whoever asks can wait until all is done. */
export class ToldCourier extends Courier {
  override begin(): void {}
}
