throw new Error('the environment is wrong')
