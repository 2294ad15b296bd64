import type { ImageTasks } from '@x/core';
import type { DemoClient, TaskWish } from './demo-service.ts';

/** A client's tasks behind the words that all services share. */
export function demoClient<Input>(images: ImageTasks<Input>, toInput: (wish: TaskWish) => Input): DemoClient {
  return {
    run: (wish, options) => images.run(toInput(wish), options),
    resume: (ref) => images.resume(ref),
  };
}
