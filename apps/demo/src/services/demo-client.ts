import type { ImageTasks } from '@x/core';
import type { DemoClient, TaskWish } from './demo-service.ts';

/** A client's tasks behind the words that all services share. */
export function demoClient<Input>(images: ImageTasks<Input>, toInput: (wish: TaskWish) => Input): DemoClient {
  return {
    async check(wish) {
      const isChecked = new Error('checked; nothing is to be sent');
      // What is thrown before the first byte leaves stops the submit, and comes back as it is.
      const onBeforeSend = (): never => {
        throw isChecked;
      };
      await images.submit(toInput(wish), { onBeforeSend }).catch((error: unknown) => {
        if (error !== isChecked) throw error;
      });
    },
    run: (wish, options) => images.run(toInput(wish), options),
    resume: (ref) => images.resume(ref),
  };
}
