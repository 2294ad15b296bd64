import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PicturesService, SETTINGS } from './pictures.service';

@Module({
  providers: [
    PicturesService,
    { provide: SETTINGS, useFactory: () => JSON.parse(process.env['SETTINGS'] ?? '').tensorslab },
  ],
})
class AppModule {}

async function main(): Promise<void> {
  const application = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const mediaType = await application.get(PicturesService).make('cat');
  if (mediaType !== 'image/png') throw new Error(mediaType);
  console.log('pictures are here');
  await application.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
