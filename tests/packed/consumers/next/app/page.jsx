import { makePicture } from '../pictures';
import { Reader } from './reader';

// A server component, rendered while the application is built.
export default async function Page() {
  return (
    <>
      <img src={await makePicture()} alt="a cat" />
      <Reader />
    </>
  );
}
