import { GetDashboardCommand } from '@aws-sdk/client-cloudwatch'
import type { Reader } from '../reader.ts'

export const readDashboard: Reader = async ({ physicalId, properties }, { clients }) => {
  const { DashboardBody = '{}' } = await clients.cloudWatch.send(new GetDashboardCommand({ DashboardName: physicalId }))
  const template = JSON.parse(Object(properties['DashboardBody'])['Fn::Sub'])
  return {
    expected: { name: properties['DashboardName'], widgets: template.widgets.length, unresolved: null },
    actual: {
      name: physicalId,
      widgets: JSON.parse(DashboardBody).widgets.length,
      unresolved: /\$\{AWS::[^}]*\}/.exec(DashboardBody),
    },
  }
}
