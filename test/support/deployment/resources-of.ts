import type { Template, TemplateResource } from './template.ts'

/**
 * The resources of a type, with their logical ids.
 *
 * @typeParam TProperties - what a test reads of their properties
 */
export const resourcesOf = <TProperties = Readonly<Record<string, unknown>>>(
  { Resources }: Template,
  type: string,
): readonly (TemplateResource<TProperties> & { readonly id: string })[] =>
  Object.entries(Resources).flatMap(([id, resource]) =>
    resource.Type === type ? { id, ...resource, Properties: resource.Properties as TProperties } : [],
  )
