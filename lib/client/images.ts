import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ImageDetail, PackageListQuery, PackagePage } from '../contract/image-detail.ts'
import type { ImageListQuery, ImagePage } from '../contract/images.ts'
import { get } from './api.ts'
import { imageKeys } from './query-keys.ts'

export type ImageFilter = Partial<Omit<ImageListQuery, 'cursor' | 'limit'>>

export function imageListOptions(filter: ImageFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: imageKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      get<ImagePage>('/api/v1/images', { ...filter, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One image with one of its versions; the version before stays in sight while another is read. */
export function imageOptions(id: number, version: number | null) {
  return queryOptions({
    queryKey: imageKeys.detail(id, version),
    queryFn: ({ signal }) => get<ImageDetail>(`/api/v1/images/${id}`, { version }, signal),
    placeholderData: keepPreviousData,
  })
}

export type PackageFilter = Pick<PackageListQuery, 'version'> & Partial<Pick<PackageListQuery, 'q' | 'layer'>>

export function packageListOptions(id: number, filter: PackageFilter, limit = 100) {
  return infiniteQueryOptions({
    queryKey: imageKeys.packages(id, filter),
    queryFn: ({ pageParam, signal }) =>
      get<PackagePage>(`/api/v1/images/${id}/packages`, { ...filter, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
