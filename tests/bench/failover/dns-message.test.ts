import { decodeAnswer, encodeQuestion } from './client/dns-message';

// What BIND 9 answered to a question for outage-commit.example.test, an alias of a name with two addresses.
const answer = Buffer.from(
  [
    '002a85000001000300000000', // header: one question, three answers
    '0d6f75746167652d636f6d6d6974076578616d706c65047465737400', // the name
    '00010001',
    'c00c000500010000000a0027', // CNAME, 10 s
    '07636c69656e74730273310d6f75746167652d636f6d6d6974076578616d706c65047465737400',
    'c038000100010000000500040a65000f', // A, 5 s
    'c038000100010000000500040a650011',
  ].join(''),
  'hex',
);

describe('a message of DNS', () => {
  it('asks for the addresses of a name', () => {
    expect(encodeQuestion(42, 'a.test').toString('hex')).toBe('002a01000001000000000000016104746573740000010001');
  });

  it('is read with its aliases and addresses, each with its own TTL', () => {
    expect(decodeAnswer(answer)).toEqual({
      id: 42,
      records: [
        { name: 'outage-commit.example.test', type: 'CNAME', ttlSeconds: 10, value: 'clients.s1.outage-commit.example.test' },
        { name: 'clients.s1.outage-commit.example.test', type: 'A', ttlSeconds: 5, value: '10.101.0.15' },
        { name: 'clients.s1.outage-commit.example.test', type: 'A', ttlSeconds: 5, value: '10.101.0.17' },
      ],
    });
  });
});
