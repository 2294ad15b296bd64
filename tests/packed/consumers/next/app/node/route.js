import { makePicture } from '../../pictures';

export const dynamic = 'force-dynamic';

export async function GET() {
  return new Response(await makePicture());
}
