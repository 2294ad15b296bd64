import { pictureUrl } from '../../pictures/picture-routes.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { finishedAt, storedFiles, type StoredFile, storedUntil } from './stored-file.ts';
import { vodDate } from './vod-dates.ts';
import { asParameters, checkSubAppId, membersOf, textOf } from './vod-parameters.ts';

const mostFiles = 20;
/** [V] The other kinds of information are about videos: they come as null. */
const otherInfos = [
  'TranscodeInfo', 'AnimatedGraphicsInfo', 'SampleSnapshotInfo', 'ImageSpriteInfo', 'SnapshotByTimeOffsetInfo',
  'KeyFrameDescInfo', 'AdaptiveDynamicStreamingInfo', 'MiniProgramReviewInfo', 'SubtitleInfo', 'ReviewInfo',
]; // prettier-ignore

/** `DescribeMediaInfos` of VOD, for the pictures that tasks have stored. */
export function describeMediaInfos(sandbox: SandboxContext): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'query',
    perSecond: 100, // [I]
    parameters: { FileIds: ['string'], SubAppId: 'integer', Filters: ['string'] },
    required: ['FileIds'],
    answer({ parameters }) {
      checkSubAppId(parameters, subAppId);
      const ids = parameters['FileIds'] as readonly string[];
      if (ids.length === 0 || ids.length > mostFiles) {
        throw new CloudError('InvalidParameterValue.FileIds', `FileIds must have 1 to ${mostFiles} items`);
      }
      const filters = (parameters['Filters'] ?? []) as readonly string[];
      const files = parameters['SubAppId'] === undefined ? [] : storedFiles(sandbox);
      const found = files.filter(({ fileId }) => ids.includes(fileId));
      return {
        MediaInfoSet: found.map((file) => mediaInfo(sandbox, file, filters)),
        NotExistFileIdSet: ids.filter((id) => !found.some(({ fileId }) => fileId === id)),
      };
    },
  };
}

function mediaInfo(sandbox: SandboxContext, file: StoredFile, filters: readonly string[]): object {
  const wants = (info: string): boolean => filters.length === 0 || filters.includes(info);
  const { task, index, fileId } = file;
  const name = textOf(membersOf(asParameters(task.input), 'OutputConfig'), 'MediaName') || 'aigcImageGenFile';
  const url = pictureUrl(sandbox, task, index);
  const { width, height } = task.pictures[index] ?? {};
  return {
    FileId: fileId,
    BasicInfo: wants('basicInfo') ? mediaBasicInfo(task, { name, type: 'png', category: 'Image', url }) : null,
    MetaData: wants('metaData') ? { Size: 0, Container: 'png', Width: width, Height: height } : null,
    ...Object.fromEntries(otherInfos.map((info) => [info, null])),
  };
}

/** What VOD tells of a file, whatever its kind. */
export function mediaBasicInfo(
  task: StoredTask,
  file: { readonly name: string; readonly type: string; readonly category: string; readonly url: string },
) {
  const createdAt = vodDate(finishedAt(task));
  return {
    Name: file.name,
    Description: '',
    CreateTime: createdAt,
    UpdateTime: createdAt,
    ExpireTime: storedUntil(asParameters(task.input)),
    ClassId: 0,
    ClassName: 'Other',
    ClassPath: 'Other',
    CoverUrl: '',
    Type: file.type,
    MediaUrl: file.url,
    TagSet: [],
    StorageRegion: 'ap-guangzhou-2',
    SourceInfo: { SourceType: file.category === 'Image' ? 'VideoProcessing' : 'Upload', SourceContext: '' },
    Vid: '',
    Category: file.category,
    Status: 'Normal',
    StorageClass: 'STANDARD',
  };
}
