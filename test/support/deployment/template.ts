/** A resource of the template that CloudFormation gets. */
export interface TemplateResource<TProperties = Readonly<Record<string, unknown>>> {
  readonly Type: string
  readonly Properties: TProperties
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
  readonly DependsOn?: readonly string[]
}

/** The template that CloudFormation gets. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>
  readonly Outputs: Readonly<Record<string, unknown>>
}
