import { describe, expect, it } from 'vitest'
import type { PersonView } from '../wire/types.gen'
import { fitting, standing, withPerson } from './people'

const person = (email: string, more: Partial<PersonView> = {}): PersonView => ({ email, role: 'member', active: true, created_at: '2026-11-21T18:00:00Z', ...more })
const ADA = person('ada@x.org')
const BO = person('bo@x.org', { active: false })
const CY = person('cy@y.org', { disabled_at: '2026-11-21T18:00:00Z' })
const ALL = [ADA, BO, CY]

describe('the people of the allowlist', () => {
  it('are in, invited, or out', () => {
    expect(ALL.map(standing)).toEqual(['active', 'invited', 'out'])
  })
  it('are found by a part of their e-mail and by how they stand', () => {
    expect(fitting(ALL, ' X.ORG ', '')).toEqual([ADA, BO])
    expect(fitting(ALL, '', 'out')).toEqual([CY])
    expect(fitting(ALL, 'ada', 'invited')).toEqual([])
  })
  it('stay in the order of their e-mails', () => {
    const admin = person('bo@x.org', { role: 'admin' })
    expect(withPerson(ALL, admin)).toEqual([ADA, admin, CY])
    expect(withPerson(ALL, person('abe@x.org')).map((one) => one.email)).toEqual(['abe@x.org', 'ada@x.org', 'bo@x.org', 'cy@y.org'])
  })
})
