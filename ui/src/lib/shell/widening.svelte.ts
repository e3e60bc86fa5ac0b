// Whether an agent limited to some structures is asking to see the whole town for a while.
class Widening {
  asked = $state(false);
  ask = (): void => {
    this.asked = true;
  };
  close = (): void => {
    this.asked = false;
  };
}

export const widening = new Widening();
