// A real OpenID provider on the loopback address with a page to sign in: any password is right, and the user's name decides the role. Prints its address.
import { Provider } from 'oidc-provider';
import { createServer } from 'node:http';
import { generateKeyPair, exportJWK } from 'jose';

const [audience, redirect] = process.argv.slice(2);
const users = {
  'office-u1': { name: '缙云理工大学成果转化处甲（虚构）', roles: ['office'], org: '12500107MB0A1B0135' },
  'registrar-a': { name: '登记员甲（虚构）', roles: ['registrar'] },
};
const server = createServer();
server.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'portal', client_secret: 'not-a-secret', grant_types: ['authorization_code'], redirect_uris: [redirect], response_types: ['code'], token_endpoint_auth_method: 'client_secret_post' }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'first', alg: 'RS256', use: 'sig' }] },
    pkce: { required: () => true },
    cookies: { keys: ['not-a-secret'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:here',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ audience, accessTokenFormat: 'jwt', scope: 'openid profile', accessTokenTTL: 3600, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    extraTokenClaims: (_, token) => users[token.accountId],
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
